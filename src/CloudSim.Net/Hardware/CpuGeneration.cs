namespace CloudSim.Net.Hardware;

/// <summary>What a CPU offers a hypervisor. Each generation has all that the ones before it have.</summary>
public enum CpuGeneration
{
    /// <summary>Classic x86: rings 0 to 3, sensitive instructions that do not trap, nothing for a hypervisor.</summary>
    Classic = 0,

    /// <summary>Guest mode with VM entry and exit (VT-x, AMD-V); memory is virtualized by shadow paging.</summary>
    HardwareAssist = 1,

    /// <summary>Nested page tables (EPT, RVI): the two-dimensional page walk.</summary>
    NestedPaging = 2,

    /// <summary>IOMMU, posted interrupts and pass-through (VT-d, SR-IOV).</summary>
    IoAssist = 3,
}
