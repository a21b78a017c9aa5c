namespace CloudSim.Net.Kernel.Locks;

/// <summary>
/// The kernel's worker that frees network namespaces which nobody uses any more (<c>cleanup_net</c>): it takes all that have died since its
/// last turn, waits for a grace period, and removes their interfaces under the routing lock, for three grace periods more
/// (<c>unregister_netdevice_many</c>: after closing, after unlisting, at the end). Who adds an interface meanwhile waits for the lock.
/// </summary>
public sealed class NetworkCleanup
{
    private readonly MachineKernel kernel;
    private readonly GracePeriods grace;
    private int dead;
    private bool running;

    private NetworkCleanup(MachineKernel kernel) => (this.kernel, grace) = (kernel, GracePeriods.Of(kernel));

    /// <summary>That of a kernel.</summary>
    public static NetworkCleanup Of(MachineKernel kernel) => kernel.Part(k => new NetworkCleanup(k));

    /// <summary>Namespaces freed so far.</summary>
    public long Freed { get; private set; }

    /// <summary>Namespaces that wait to be freed.</summary>
    public int Waiting => dead;

    /// <summary>A namespace has lost its last process.</summary>
    public void Add()
    {
        dead++;
        if (running)
            return;
        running = true;
        kernel.Simulation.Process(Work());
    }

    private IEnumerable<Event> Work()
    {
        while (dead > 0)
        {
            var batch = dead;
            yield return grace.Expedite(); // synchronize_rcu_expedited since 6.15
            foreach (var wait in KernelMutex.Of(kernel, KernelMutex.Routing).Hold(null, Graces()))
                yield return wait;
            dead -= batch;
            Freed += batch;
        }
        running = false;
    }

    private IEnumerable<Event> Graces()
    {
        for (var i = 0; i < 3; i++)
            yield return grace.Expedite();
    }
}
