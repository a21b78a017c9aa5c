using CloudSim.Net.Calibration;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// A sleepable-RCU domain of the host's kernel: <c>synchronize_srcu</c> returns when a grace period that began after the call
/// is over, and one grace period serves all who wait for it. A domain that was idle expedites (<c>srcu_might_be_idle</c>); one
/// that is in use goes at the pace of the timer tick, and whoever comes meanwhile waits for the next one. So the same call costs
/// microseconds on a quiet host and tens of milliseconds on one that starts and stops guests all the time.
/// </summary>
public sealed class SleepableRcu
{
    private readonly Simulation simulation;
    private readonly RandomStream random;
    private readonly TimeSpan expedited, shortest, longest;
    private Event? running, next;

    internal SleepableRcu(Simulation simulation, RandomStream random)
    {
        var p = Sheet;
        (this.simulation, this.random) = (simulation, random);
        (expedited, shortest, longest) = (p.Duration("expedited"), p.Duration("shortest"), p.Duration("longest"));
    }

    /// <summary>The data file behind the figures.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Beside<SleepableRcu>();

    /// <summary>Grace periods so far.</summary>
    public long GracePeriods { get; private set; }

    /// <summary>Succeeds at the end of a grace period that begins now or later.</summary>
    public Event Synchronize()
    {
        if (running is null)
            return Begin(new Event(simulation), expedited);
        return next ??= new Event(simulation);
    }

    private Event Begin(Event end, TimeSpan length)
    {
        GracePeriods++;
        running = end;
        new Alarm(simulation, End).Set(length);
        return end;
    }

    private void End()
    {
        var ended = running!;
        running = null;
        if (next is { } waited)
        {
            next = null;
            Begin(waited, TimeSpan.FromSeconds(random.Uniform(shortest.TotalSeconds, longest.TotalSeconds)));
        }
        ended.Succeed();
    }
}
