using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Locks;

/// <summary>
/// A sleepable-RCU domain of the host's kernel: <c>synchronize_srcu</c> returns when a grace period that began after the call is over and
/// its caller has been called back, and one grace period serves all who wait for it. A domain that was idle expedites
/// (<c>srcu_might_be_idle</c>). Whoever comes while one runs waits for the next, which follows at once, but looks again tick by tick if a
/// reader is inside (<c>srcu_advance_state</c>), and whose callers are called back on a tick (<c>srcu_gp_end</c>). So the same call costs
/// microseconds on a quiet host, and tens of milliseconds where somebody is always reading.
/// </summary>
public sealed class SleepableRcu
{
    private readonly Simulation simulation;
    private readonly RandomStream random;
    private readonly GracePeriodQueue queue;
    private readonly (TimeSpan Shortest, TimeSpan Longest) callback;

    private SleepableRcu(MachineKernel kernel, string domain)
    {
        (simulation, random) = (kernel.Simulation, kernel.Streams[$"srcu {domain}"]);
        var s = kernel.Parameters.Beside<SleepableRcu>();
        var (expedited, shortest, longest) = (s.Duration("expedited").Value, s.Duration("shortest"), s.Duration("longest"));
        callback = (s.Duration("callback_shortest"), s.Duration("callback_longest"));
        queue = new GracePeriodQueue(simulation, wasIdle => wasIdle || Readers == 0 ? expedited : Draw(shortest, longest));
    }

    /// <summary>A domain of a kernel, made when it is first asked for.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="domain">Name of the domain.</param>
    public static SleepableRcu Of(MachineKernel kernel, string domain)
    {
        var domains = kernel.Part(_ => new Dictionary<string, SleepableRcu>(StringComparer.Ordinal));
        if (!domains.TryGetValue(domain, out var rcu))
            domains.Add(domain, rcu = new SleepableRcu(kernel, domain));
        return rcu;
    }

    /// <summary>Grace periods so far.</summary>
    public long GracePeriods => queue.Count;

    /// <summary>Readers inside now.</summary>
    public int Readers { get; private set; }

    /// <summary>A reader goes in (<c>srcu_read_lock</c>); it comes out when the result is disposed.</summary>
    public IDisposable Read() => new Reader(this);

    /// <summary>Succeeds when a grace period that begins now or later is over and its caller has been called back.</summary>
    public Event Synchronize()
    {
        var wasIdle = !queue.IsRunning;
        var over = queue.Synchronize();
        return wasIdle ? over : simulation.Process(CalledBack(over));
    }

    private IEnumerable<Event> CalledBack(Event over)
    {
        yield return over;
        yield return simulation.Timeout(Draw(callback.Shortest, callback.Longest));
    }

    private TimeSpan Draw(TimeSpan shortest, TimeSpan longest) =>
        Durations.OfSeconds(random.Uniform(shortest.TotalSeconds, longest.TotalSeconds));

    private sealed class Reader : IDisposable
    {
        private SleepableRcu? domain;

        public Reader(SleepableRcu of)
        {
            domain = of;
            of.Readers++;
        }

        public void Dispose()
        {
            if (domain is { } of)
                of.Readers--;
            domain = null;
        }
    }
}
