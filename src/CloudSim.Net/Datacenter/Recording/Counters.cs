namespace CloudSim.Net.Datacenter.Recording;

/// <summary>
/// The counters of what is recorded, at one instant: all of them since its begin, but for memory, which is a level. What does not apply is
/// null.
/// </summary>
internal readonly record struct Counters
{
    /// <summary>When, in nanoseconds since the start of the simulation.</summary>
    public long AtNs { get; init; }

    /// <summary>CPU time with its overhead, in nanoseconds.</summary>
    public long CpuNs { get; init; }

    /// <summary>Time that vCPUs wanted to run and did not, in nanoseconds.</summary>
    public long? StealNs { get; init; }

    /// <summary>Time runnable but not running, in nanoseconds.</summary>
    public long? RunDelayNs { get; init; }

    /// <summary>Throttled time summed over CPUs, in nanoseconds.</summary>
    public long? ThrottledNs { get; init; }

    /// <summary>Periods at whose end it was throttled.</summary>
    public long? Throttled { get; init; }

    /// <summary>Memory, in bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>Bytes read from the disk.</summary>
    public long? Read { get; init; }

    /// <summary>Bytes written to it.</summary>
    public long? Written { get; init; }

    /// <summary>Bytes sent and received.</summary>
    public long? Network { get; init; }
}
