using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Memory;

/// <summary>
/// Direct paging (Xen): the guest's page tables are the ones that the CPU walks, but read-only to it. Each change goes through the
/// hypervisor, which checks that the page belongs to the guest and that no table becomes writable; changes outside faults go in batches by
/// multicall. A page that becomes a table is pinned: all of its entries are checked once, and again when it is given up.
/// </summary>
public sealed class DirectPaging : IMemoryTechnique
{
    private readonly double batch;
    private readonly double tables;
    private readonly Cycles validate;
    private readonly Cycles scanEntry;
    private readonly Cycles flush;

    /// <summary>With the figures of <c>DirectPaging.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    public DirectPaging(Parameters parameters)
    {
        var part = parameters.Part(nameof(DirectPaging));
        var p = part.Beside<DirectPaging>();
        batch = p.Count("batch");
        tables = p.Count("tables");
        validate = p.Cycles("validate");
        scanEntry = p.Cycles("scan_entry");
        flush = p.Cycles("flush");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "direct paging";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public int WalkReferences(CpuModel cpu) => cpu.PageTableLevels;

    /// <inheritdoc/>
    public bool GivesAllMemory => true;

    /// <inheritdoc/>
    public int LeafReferences => 1;

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, ICpuTechnique cpu, HostModel host) =>
        CycleCost.Of(Cause.PageWalks, work.TlbMisses * Tlb.Walk(this, host.Cpu))
        + CycleCost.Of(Cause.PageFaults, work.PageFaults * (cpu.Call(host.Cpu) + validate + flush), work.PageFaults)
        + CycleCost.Of(Cause.PageTableUpdates, work.PageTableUpdates * host.Cpu.PageTableUpdate)
        + CycleCost.Of(Cause.PageTableUpdates, Batched(work) * (validate + cpu.Call(host.Cpu) * (1 / batch)), Batched(work) / batch)
        + CycleCost.Of(Cause.PageTableUpdates, work.AddressSpaces * 2 * tables * Pin(cpu, host.Cpu), work.AddressSpaces * 2 * tables);

    // Those of page faults are paid with the fault, one hypercall each.
    private static double Batched(WorkProfile work) => Math.Max(0, work.PageTableUpdates - work.PageFaults);

    // Pinning or unpinning one table.
    private Cycles Pin(ICpuTechnique technique, CpuModel cpu) => technique.Call(cpu) + scanEntry * (cpu.PageTableLevels == 2 ? 1024 : 512);
}
