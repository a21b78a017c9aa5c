using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Memory;

/// <summary>
/// How long a process above <c>memory.high</c> is held back (mm/memcontrol.c: calculate_overage, calculate_high_delay,
/// mem_cgroup_handle_over_high).
/// </summary>
internal static class HighDelay
{
    /// <summary>Memory is charged, and judged, so much at a time: 64 pages (MEMCG_CHARGE_BATCH).</summary>
    public static readonly Bytes Batch = new(64 * 4096);

    private const int Precision = 20; // MEMCG_DELAY_PRECISION_SHIFT
    private const int Scaling = 14; // MEMCG_DELAY_SCALING_SHIFT
    private const long Longest = 2 * TimeSpan.TicksPerSecond; // MEMCG_MAX_HIGH_DELAY_JIFFIES
    private const long Shortest = TimeSpan.TicksPerSecond / 100; // what is not longer is let go (HZ / 100)

    /// <summary>The share of the limit by which it is passed, in 2^-20; a limit of nothing counts as one byte.</summary>
    public static long Overage(Bytes current, Bytes high) => current <= high ? 0
        : (long)Int128.Min(long.MaxValue, ((Int128)(current - high).Count << Precision) / Math.Max(1, high.Count));

    /// <summary>The delay of one batch: 64 s times the square of the overage, at most 2 s; in integers as there.</summary>
    public static TimeSpan Of(long overage)
    {
        var ticks = (long)Int128.Min(Longest, (Int128)overage * overage * TimeSpan.TicksPerSecond >> Precision >> Scaling);
        return ticks <= Shortest ? TimeSpan.Zero : TimeSpan.FromTicks(ticks);
    }
}
