using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Containers;

/// <summary>
/// A mutex of the kernel (kernel/locking/mutex.c): while its holder runs on a CPU, who comes next spins, so that it goes on at once when the mutex is free; while the
/// holder sleeps, as for a grace period, who comes sleeps too. Without the spinning, threads that meet at a short lock would go to sleep one after the other and form a convoy.
/// </summary>
internal sealed class KernelMutex
{
    private readonly Resource held;
    private bool holderSleeps;

    private KernelMutex(Resource held) => this.held = held;

    /// <summary>That of this name.</summary>
    public static KernelMutex Of(KernelState kernel, string name) => kernel.Part(_ => new Mutexes()).Of(kernel, name);

    /// <summary>Takes it; the request is disposed of to give it back.</summary>
    public IEnumerable<Event> Take(Request turn, IKernelSite? site)
    {
        if (turn.IsTriggered)
            yield return turn;
        else
            yield return site is null || holderSleeps ? turn : site.Spin(turn);
    }

    /// <summary>A request for it.</summary>
    public Request Request() => held.Request();

    /// <summary>The holder waits for something.</summary>
    public IEnumerable<Event> Sleep(IEnumerable<Event> waits)
    {
        foreach (var wait in waits)
        {
            holderSleeps = true;
            yield return wait;
            holderSleeps = false;
        }
    }

    private sealed class Mutexes
    {
        private readonly Dictionary<string, KernelMutex> all = new(StringComparer.Ordinal);

        public KernelMutex Of(KernelState kernel, string name)
        {
            if (!all.TryGetValue(name, out var mutex))
                all.Add(name, mutex = new(kernel.Lock(name)));
            return mutex;
        }
    }
}
