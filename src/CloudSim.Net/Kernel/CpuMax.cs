namespace CloudSim.Net.Kernel;

/// <summary>
/// A limit on CPU time (<c>cpu.max</c>, <c>cpu.max.burst</c>): so much of all CPUs together in each period. The checks are the kernel's
/// (tg_set_cfs_bandwidth in kernel/sched/core.c). Times are kept in whole microseconds.
/// </summary>
public sealed record CpuMax
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1), LongestPeriod = TimeSpan.FromSeconds(1);

    /// <summary>A limit.</summary>
    /// <param name="quota">CPU time in a period, at least 1 ms.</param>
    /// <param name="period">1 ms to 1 s; 100 ms if left out.</param>
    /// <param name="burst">Unused quota that may be saved for later periods, at most the quota.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of its range.</exception>
    public CpuMax(TimeSpan quota, TimeSpan? period = null, TimeSpan burst = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quota, Shortest);
        var length = period ?? TimeSpan.FromMilliseconds(100);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, Shortest, nameof(period));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LongestPeriod, nameof(period));
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(burst, quota);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quota, Scheduling.TaskGroup.LargestQuota - burst);
        (Quota, Period, Burst) = (Whole(quota), Whole(length), Whole(burst));
    }

    /// <summary>CPU time in a period.</summary>
    public TimeSpan Quota { get; }

    /// <summary>Length of a period.</summary>
    public TimeSpan Period { get; }

    /// <summary>Unused quota that may be saved.</summary>
    public TimeSpan Burst { get; }

    /// <summary>How many CPUs that is.</summary>
    public double Cpus => Quota / Period;

    /// <summary>As the file has it, in microseconds.</summary>
    public override string ToString() => $"{Quota.Ticks / 10} {Period.Ticks / 10}";

    private static TimeSpan Whole(TimeSpan time) => new(time.Ticks / 10 * 10);
}
