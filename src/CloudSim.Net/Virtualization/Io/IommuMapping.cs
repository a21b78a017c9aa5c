namespace CloudSim.Net.Virtualization.Io;

/// <summary>How the buffers of a passed-through device get into the IOMMU's tables.</summary>
public enum IommuMapping
{
    /// <summary>All of the guest's memory once and for all: nothing for each transfer, no protection inside the guest.</summary>
    Static,

    /// <summary>Each buffer, and invalidations of many together.</summary>
    Deferred,

    /// <summary>Each buffer, and each invalidation waited for before the next transfer.</summary>
    Strict,
}
