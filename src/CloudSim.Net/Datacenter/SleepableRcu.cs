using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// A sleepable-RCU domain of the host's kernel: <c>synchronize_srcu</c> returns when a grace period that began after the call is over and its caller has been
/// called back, and one grace period serves all who wait for it. A domain that was idle expedites (<c>srcu_might_be_idle</c>); one that is in use goes
/// at the pace of the timer tick: whoever comes meanwhile waits for the next grace period, which looks for readers tick by tick, and is called back
/// on a tick (<c>srcu_gp_end</c>). So the same call costs microseconds on a quiet host and tens of milliseconds on one that starts and stops
/// guests all the time.
/// </summary>
public sealed class SleepableRcu
{
    private readonly Simulation simulation;
    private readonly RandomStream random;
    private readonly GracePeriodQueue queue;

    internal SleepableRcu(Simulation simulation, RandomStream random)
    {
        (this.simulation, this.random) = (simulation, random);
        var expedited = Sheet.Duration("expedited").Value;
        queue = new GracePeriodQueue(simulation, wasIdle => wasIdle ? expedited : Draw("shortest", "longest"));
    }

    /// <summary>The data file behind the figures.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Beside<SleepableRcu>();

    /// <summary>Grace periods so far.</summary>
    public long GracePeriods => queue.Count;

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
        yield return simulation.Timeout(Draw("callback_shortest", "callback_longest"));
    }

    private TimeSpan Draw(string shortest, string longest) =>
        TimeSpan.FromSeconds(random.Uniform(Sheet.Duration(shortest).Value.TotalSeconds, Sheet.Duration(longest).Value.TotalSeconds));
}
