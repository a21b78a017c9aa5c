namespace CloudSim.Net.Scheduling;

/// <content>CPU time that nobody's task takes: many short wake-ups in closed form, no event for any of them.</content>
public sealed partial class TaskGroup
{
    private double backgroundNs, backgroundFrom;
    private long backgroundNow; // none while the group is frozen

    /// <summary>
    /// CPU time that short wake-ups of this group take beside its tasks, in nanoseconds a second; 0 or more. They use CPUs that are idle,
    /// and of the busy ones only what those cannot do. The usage counts it (<see cref="Stat"/>). A frozen group does nothing.
    /// </summary>
    internal long Background
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
            FollowBackground();
        }
    }

    internal long Usage() => Usage(Scheduler.BackgroundClock);

    /// <summary>CPU time that tasks of the group and of those below have got so far, as far as it is accounted.</summary>
    internal long UsageOfTasks()
    {
        var sum = DirectExec;
        for (var i = 0; i < children?.Count; i++)
            sum += children[i].UsageOfTasks();
        return sum;
    }

    private void FollowBackground()
    {
        var demand = IsFrozen ? 0 : Background;
        if (demand == backgroundNow)
            return;
        var clock = Scheduler.BackgroundClock;
        backgroundNs += backgroundNow * (clock - backgroundFrom);
        backgroundFrom = clock;
        Scheduler.ChangeBackground(demand - backgroundNow);
        backgroundNow = demand;
    }

    // A group that goes leaves to its parent what was used.
    internal void LeaveBackground()
    {
        Background = 0;
        Parent!.backgroundNs += backgroundNs;
        backgroundNs = 0;
    }

    private long Usage(double clock)
    {
        var sum = DirectExec + (long)(backgroundNs + (backgroundNow * (clock - backgroundFrom)));
        for (var i = 0; i < children?.Count; i++)
            sum += children[i].Usage(clock);
        return sum;
    }
}
