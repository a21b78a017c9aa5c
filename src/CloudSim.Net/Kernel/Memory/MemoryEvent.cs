namespace CloudSim.Net.Kernel.Memory;

/// <summary>What <c>memory.events</c> counts, in the kernel's order.</summary>
internal enum MemoryEvent
{
    /// <summary>low.</summary>
    Low,

    /// <summary>high.</summary>
    High,

    /// <summary>max.</summary>
    Max,

    /// <summary>oom.</summary>
    Oom,

    /// <summary>oom_kill.</summary>
    OomKill,

    /// <summary>oom_group_kill.</summary>
    OomGroupKill,
}
