using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Memory;

/// <summary>One radix page table, walked by the CPU after a TLB miss.</summary>
/// <param name="page">Pages that the tables map: 4 KiB (left out), 2 MiB or 1 GiB.</param>
public sealed class NativePaging(Bytes? page = null) : IMemoryTechnique
{
    /// <inheritdoc/>
    public string Name => "native paging";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses => [];

    /// <inheritdoc/>
    public Bytes Page { get; } = page ?? Tlb.SmallPage;

    /// <inheritdoc/>
    public int LeafReferences => 1;

    /// <inheritdoc/>
    public int WalkReferences(CpuModel cpu) => Tlb.Levels(cpu, Page);

    /// <inheritdoc/>
    public Cycles Walk(CpuModel cpu) => Walk(cpu, Page);

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, ICpuTechnique cpu, HostModel host) =>
        CycleCost.Of(Cause.PageWalks, Tlb.Misses(work, host.Cpu, Page) * Walk(host.Cpu))
        + CycleCost.Of(Cause.PageTableUpdates, work.PageTableUpdates * host.Cpu.PageTableUpdate);

    /// <summary>One walk of a table that maps pages of this size.</summary>
    internal static Cycles Walk(CpuModel cpu, Bytes page) => (Tlb.Levels(cpu, page) - 1) * cpu.WalkUpper + Tlb.Leaf(cpu, page);
}
