using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>How guest addresses become host addresses.</summary>
public interface IMemoryTechnique : IParameterized
{
    /// <summary>The technique's name in the field, for instance <c>nested paging</c>.</summary>
    string Name { get; }

    /// <summary>The least CPU generation that it needs.</summary>
    CpuGeneration Needs { get; }

    /// <summary>Whether the guest gets all of its memory at its start, as where its tables hold the machine's own addresses.</summary>
    bool GivesAllMemory => false;

    /// <summary>Memory references of one page walk after a TLB miss, no cache helping.</summary>
    int WalkReferences(CpuModel cpu);

    /// <summary>How many of them read a last-level entry, which the page-walk caches do not hold.</summary>
    int LeafReferences { get; }

    /// <summary>Cost of one page walk, caches helping.</summary>
    Cycles Walk(CpuModel cpu) => Tlb.Walk(this, cpu);

    /// <summary>Pages that the TLB holds: the smaller of the guest's and the host's.</summary>
    Bytes Page => Tlb.SmallPage;

    /// <summary>
    /// Cost of the page walks, of page-table updates, of what the technique adds to page faults and context switches, and of
    /// backing newly touched guest memory with host memory.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="cpu">The CPU technique beside it: what a trap to the hypervisor costs is its matter.</param>
    /// <param name="host">The machine.</param>
    CycleCost Run(WorkProfile work, ICpuTechnique cpu, HostModel host);

    /// <summary>
    /// The part of that cost that is done under one lock of the machine around: the lock of an outer hypervisor's memory manager for one
    /// of its guests. Zero where faults of many processors are handled side by side.
    /// </summary>
    Cycles Serial(WorkProfile work, HostModel host) => Cycles.Zero;
}
