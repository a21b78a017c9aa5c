namespace CloudSim.Net.Datacenter;

/// <summary>What <see cref="Resources"/> are made of.</summary>
public enum ResourceKind
{
    /// <summary>CPUs.</summary>
    Cpus,

    /// <summary>Memory.</summary>
    Memory,

    /// <summary>Disk space.</summary>
    Disk,

    /// <summary>Data a second.</summary>
    Network,

    /// <summary>Places for guests.</summary>
    Slots,
}
