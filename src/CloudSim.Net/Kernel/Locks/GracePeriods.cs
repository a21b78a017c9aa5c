using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Locks;

/// <summary>
/// Grace periods of read-copy-update (RCU) in a kernel: who must be sure that no reader holds what it removes waits for one that begins
/// after its call. One serves all who wait for it; who comes while one runs waits for the next. Its length follows the timer tick, not the
/// CPU's clock.
/// </summary>
public sealed class GracePeriods
{
    private readonly MachineKernel kernel;
    private readonly TimeSpan shortest, longest;
    private readonly GracePeriodQueue queue;
    private long expedited;

    private GracePeriods(MachineKernel kernel)
    {
        this.kernel = kernel;
        var s = kernel.Parameters.Beside<GracePeriods>();
        (shortest, longest) = (s.Duration("shortest"), s.Duration("longest"));
        queue = new GracePeriodQueue(kernel.Simulation, _ => Length());
    }

    /// <summary>Grace periods so far.</summary>
    public long Count => queue.Count + expedited;

    /// <summary>Those of a kernel.</summary>
    public static GracePeriods Of(MachineKernel kernel) => kernel.Part(k => new GracePeriods(k));

    /// <summary>Succeeds at the end of a grace period that begins now or later (<c>synchronize_rcu</c>).</summary>
    public Event Synchronize() => queue.Synchronize();

    /// <summary>
    /// A grace period of the caller's own, which does not wait for one that runs (<c>synchronize_rcu_expedited</c>, which the routing
    /// lock's holders use).
    /// </summary>
    public Event Expedite()
    {
        expedited++;
        return kernel.Simulation.Timeout(Length());
    }

    private TimeSpan Length() => Durations.OfSeconds(kernel.Streams["grace periods"].Uniform(shortest.TotalSeconds, longest.TotalSeconds));
}
