namespace CloudSim.Net.Scheduling;

/// <summary>
/// What <c>/proc/&lt;pid&gt;/schedstat</c> and <c>sched</c> show of a task, or the sum over the tasks of a group, at one instant.
/// </summary>
/// <param name="CpuTimeNs">Work consumed, in nanoseconds.</param>
/// <param name="OverheadNs">Switches and ticks charged on top of the work, in nanoseconds.</param>
/// <param name="RunDelayNs">Time runnable but not running (throttled time counts), in nanoseconds.</param>
/// <param name="TimeSlices">How often a CPU was given.</param>
/// <param name="VoluntarySwitches">Switches away because the task slept or ended.</param>
/// <param name="InvoluntarySwitches">Switches away while the task still had work.</param>
/// <param name="Migrations">Moves to another CPU.</param>
public readonly record struct TaskStat(
    long CpuTimeNs, long OverheadNs, long RunDelayNs, long TimeSlices, long VoluntarySwitches, long InvoluntarySwitches, long Migrations)
{
    /// <summary>Work and overhead together, as a duration (truncated to 100 ns).</summary>
    public TimeSpan Usage => new((CpuTimeNs + OverheadNs) / 100);

    /// <summary>Time runnable but not running, as a duration (truncated to 100 ns).</summary>
    public TimeSpan RunDelay => new(RunDelayNs / 100);

    /// <summary>Both together.</summary>
    public static TaskStat operator +(TaskStat a, TaskStat b) => new(
        a.CpuTimeNs + b.CpuTimeNs, a.OverheadNs + b.OverheadNs, a.RunDelayNs + b.RunDelayNs, a.TimeSlices + b.TimeSlices,
        a.VoluntarySwitches + b.VoluntarySwitches, a.InvoluntarySwitches + b.InvoluntarySwitches, a.Migrations + b.Migrations);

    /// <summary>What was added since an earlier snapshot.</summary>
    public static TaskStat operator -(TaskStat later, TaskStat earlier) => new(
        later.CpuTimeNs - earlier.CpuTimeNs, later.OverheadNs - earlier.OverheadNs, later.RunDelayNs - earlier.RunDelayNs,
        later.TimeSlices - earlier.TimeSlices, later.VoluntarySwitches - earlier.VoluntarySwitches,
        later.InvoluntarySwitches - earlier.InvoluntarySwitches, later.Migrations - earlier.Migrations);
}
