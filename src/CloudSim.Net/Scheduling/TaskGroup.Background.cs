namespace CloudSim.Net.Scheduling;

/// <content>CPU time that nobody's task takes: many short wake-ups in closed form, no event for any of them.</content>
public sealed partial class TaskGroup
{
    private double backgroundNs, backgroundFrom;

    /// <summary>
    /// CPU time that short wake-ups of this group take beside its tasks, in nanoseconds a second; 0 or more. They use CPUs that are idle,
    /// and of the busy ones only what those cannot do. The usage counts it (<see cref="Stat"/>).
    /// </summary>
    internal long Background
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (value == field)
                return;
            var clock = Scheduler.BackgroundClock;
            backgroundNs += field * (clock - backgroundFrom);
            backgroundFrom = clock;
            Scheduler.ChangeBackground(value - field);
            field = value;
        }
    }

    internal long Usage() => Usage(Scheduler.BackgroundClock);

    // A group that goes leaves to its parent what was used.
    internal void LeaveBackground()
    {
        Background = 0;
        Parent!.backgroundNs += backgroundNs;
        backgroundNs = 0;
    }

    private long Usage(double clock)
    {
        var sum = DirectExec + (long)(backgroundNs + (Background * (clock - backgroundFrom)));
        for (var i = 0; i < children?.Count; i++)
            sum += children[i].Usage(clock);
        return sum;
    }
}
