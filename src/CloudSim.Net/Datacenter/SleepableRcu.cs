using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// A sleepable-RCU domain of the host's kernel: <c>synchronize_srcu</c> returns when a grace period that began after the call
/// is over, and one grace period serves all who wait for it. A domain that was idle expedites (<c>srcu_might_be_idle</c>); one
/// that is in use goes at the pace of the timer tick, and whoever comes meanwhile waits for the next one. So the same call costs
/// microseconds on a quiet host and tens of milliseconds on one that starts and stops guests all the time.
/// </summary>
public sealed class SleepableRcu
{
    private readonly GracePeriodQueue queue;

    internal SleepableRcu(Simulation simulation, RandomStream random)
    {
        var (expedited, shortest, longest) = (Sheet.Duration("expedited").Value, Sheet.Duration("shortest").Value, Sheet.Duration("longest").Value);
        queue = new GracePeriodQueue(simulation, wasIdle => wasIdle ? expedited : TimeSpan.FromSeconds(random.Uniform(shortest.TotalSeconds, longest.TotalSeconds)));
    }

    /// <summary>The data file behind the figures.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Beside<SleepableRcu>();

    /// <summary>Grace periods so far.</summary>
    public long GracePeriods => queue.Count;

    /// <summary>Succeeds at the end of a grace period that begins now or later.</summary>
    public Event Synchronize() => queue.Synchronize();
}
