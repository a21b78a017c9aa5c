namespace CloudSim.Net.Kernel.Memory;

/// <summary>
/// What <c>memory.events</c> shows at one instant (cgroup-v2.rst; enum memcg_memory_event). The kernel counts <c>high</c> and <c>max</c> by
/// charge; here they count by batch of 64 pages (MEMCG_CHARGE_BATCH), so that they do not depend on how a caller cuts its work into calls.
/// </summary>
/// <param name="Low">Times that memory below <c>memory.low</c> was taken all the same.</param>
/// <param name="High">Batches whose process was held back, or reclaimed for, above <c>memory.high</c>.</param>
/// <param name="Max">Batches that did not fit below <c>memory.max</c>.</param>
/// <param name="Oom">Times that nothing was left to reclaim.</param>
/// <param name="OomKill">Processes ended for it.</param>
/// <param name="OomGroupKill">Groups ended together.</param>
public readonly record struct MemoryEvents(long Low, long High, long Max, long Oom, long OomKill, long OomGroupKill)
{
    /// <summary>A counter by its name in the file: low, high, max, oom, oom_kill, oom_group_kill.</summary>
    /// <exception cref="ArgumentException">No such counter.</exception>
    public long this[string name] => name switch
    {
        "low" => Low,
        "high" => High,
        "max" => Max,
        "oom" => Oom,
        "oom_kill" => OomKill,
        "oom_group_kill" => OomGroupKill,
        _ => throw new ArgumentException($"no counter '{name}'", nameof(name)),
    };

    /// <summary>The file's text.</summary>
    public override string ToString() =>
        $"low {Low}\nhigh {High}\nmax {Max}\noom {Oom}\noom_kill {OomKill}\noom_group_kill {OomGroupKill}\n";
}
