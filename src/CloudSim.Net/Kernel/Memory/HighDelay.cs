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

    private const double Longest = 2; // MEMCG_MAX_HIGH_DELAY_JIFFIES, 2 s
    private const double Shortest = 0.01; // what is not longer is let go (HZ / 100)

    /// <summary>The share of the limit by which it is passed; of a limit of nothing, in pages.</summary>
    public static double Overage(Bytes current, Bytes high) => current > high ? (current - high) / Bytes.Max(high, new(4096)) : 0;

    /// <summary>The delay of one batch: 64 s times the square of the overage, at most 2 s.</summary>
    public static TimeSpan Of(double overage)
    {
        var seconds = Math.Min(Longest, 64 * overage * overage);
        return seconds <= Shortest ? TimeSpan.Zero : Durations.OfSeconds(seconds);
    }
}
