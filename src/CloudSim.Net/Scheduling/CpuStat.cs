namespace CloudSim.Net.Scheduling;

/// <summary>What a group's <c>cpu.stat</c> file shows, at one instant.</summary>
/// <param name="UsageNs">CPU time of all tasks of the group and of the groups below it, in nanoseconds.</param>
/// <param name="NrPeriods">Quota periods in which the group was active.</param>
/// <param name="NrThrottled">Periods at whose end some CPU of the group was throttled.</param>
/// <param name="ThrottledNs">Time from throttle to unthrottle, summed over CPUs, in nanoseconds.</param>
/// <param name="NrBursts">Periods that used runtime saved from earlier ones.</param>
/// <param name="BurstNs">Saved runtime so used, in nanoseconds.</param>
public readonly record struct CpuStat(long UsageNs, long NrPeriods, long NrThrottled, long ThrottledNs, long NrBursts, long BurstNs)
{
    /// <summary>CPU time of the group, as a duration (truncated to 100 ns).</summary>
    public TimeSpan Usage => new(UsageNs / 100);

    /// <summary>Throttled time summed over CPUs, as a duration (truncated to 100 ns).</summary>
    public TimeSpan Throttled => new(ThrottledNs / 100);

    /// <summary>What was added since an earlier snapshot.</summary>
    public static CpuStat operator -(CpuStat later, CpuStat earlier) => new(
        later.UsageNs - earlier.UsageNs, later.NrPeriods - earlier.NrPeriods, later.NrThrottled - earlier.NrThrottled,
        later.ThrottledNs - earlier.ThrottledNs, later.NrBursts - earlier.NrBursts, later.BurstNs - earlier.BurstNs);
}
