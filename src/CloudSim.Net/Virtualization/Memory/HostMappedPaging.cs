using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Memory;

/// <summary>
/// A kernel that is a process of the host has no page tables of its own: it maps pages into its processes by the host's mmap, page by page,
/// for its "physical" memory is a file. A fault ends with a mapping, which the process then touches for the host to fill in. A new address
/// space is a new process of the host, into which each page must be mapped from inside, by way of the tracer.
/// </summary>
public sealed class HostMappedPaging : IMemoryTechnique
{
    private readonly double remoteCrossings;
    private readonly double pages;
    private readonly Cycles mapWork;

    /// <summary>With the figures of <c>HostMappedPaging.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    public HostMappedPaging(Parameters parameters)
    {
        var part = parameters.Part(nameof(HostMappedPaging));
        var p = part.Beside<HostMappedPaging>();
        remoteCrossings = p.Count("remote_crossings");
        pages = p.Count("pages");
        mapWork = p.Cycles("map_work");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "mappings of the host";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public int WalkReferences(CpuModel cpu) => cpu.PageTableLevels;

    /// <inheritdoc/>
    public int LeafReferences => 1;

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, ICpuTechnique cpu, HostModel host)
    {
        // Those of page faults are paid with the fault; a run of pages is unmapped by one call.
        var updates = Math.Max(0, work.PageTableUpdates - work.PageFaults);
        var map = cpu.Call(host.Cpu) + mapWork + host.Cpu.PageFault;
        return CycleCost.Of(Cause.PageWalks, work.TlbMisses * Tlb.Walk(this, host.Cpu))
            + CycleCost.Of(Cause.PageFaults, work.PageFaults * map, work.PageFaults)
            + CycleCost.Of(Cause.PageTableUpdates, work.PageTableUpdates * host.Cpu.PageTableUpdate + updates * mapWork, updates)
            + CycleCost.Of(Cause.PageTableUpdates, work.AddressSpaces * pages * remoteCrossings * cpu.Trap(host.Cpu),
                work.AddressSpaces * pages * remoteCrossings)
            + CycleCost.Of(Cause.FirstTouch, work.Touched.Pages(4.KiB) * host.Cpu.PageFault);
    }
}
