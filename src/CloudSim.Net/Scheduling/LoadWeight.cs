namespace CloudSim.Net.Scheduling;

/// <summary>How nice levels and cgroup weights become the weights that share a CPU.</summary>
public static class LoadWeight
{
    /// <summary>Weight of a task at nice 0 (<c>NICE_0_LOAD</c>).</summary>
    public const int Nice0 = 1024;

    /// <summary>Weight of a SCHED_IDLE task (<c>WEIGHT_IDLEPRIO</c>).</summary>
    public const int IdlePolicy = 3;

    // sched_prio_to_weight: neighbours differ by about 1.25, so one nice level moves about 10 % of a CPU between two tasks.
    private static readonly int[] ByNice =
    [
        88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916,
        9548, 7620, 6100, 4904, 3906, 3121, 2501, 1991, 1586, 1277,
        1024, 820, 655, 526, 423, 335, 272, 215, 172, 137,
        110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
    ];

    /// <summary>Weight of a task at a nice level of -20..19 (<c>sched_prio_to_weight</c>).</summary>
    public static int OfNice(int nice) => nice is >= -20 and <= 19
        ? ByNice[nice + 20]
        : throw new ArgumentOutOfRangeException(nameof(nice), nice, "a nice level is -20..19");

    /// <summary>Shares of a cgroup v2 <c>cpu.weight</c> of 1..10000 (<c>cpu_weight_write_u64</c>): 100 gives 1024.</summary>
    public static int OfCpuWeight(int weight) => weight is >= 1 and <= 10_000
        ? Math.Max(2, (weight * Nice0 + 50) / 100)
        : throw new ArgumentOutOfRangeException(nameof(weight), weight, "a cpu.weight is 1..10000");
}
