using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Memory;

/// <summary>One radix page table, walked by the CPU after a TLB miss.</summary>
public sealed class NativePaging : IMemoryTechnique
{
    /// <inheritdoc/>
    public string Name => "native paging";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [];

    /// <inheritdoc/>
    public int WalkReferences(CpuModel cpu) => cpu.PageTableLevels;

    /// <inheritdoc/>
    public int LeafReferences => 1;

    /// <inheritdoc/>
    public CycleBill Run(WorkProfile work, ICpuTechnique cpu, HostModel host) =>
        CycleBill.Of(Cause.PageWalks, work.TlbMisses * Walk(this, host.Cpu))
        + CycleBill.Of(Cause.PageTableUpdates, work.PageTableUpdates * host.Cpu.PageTableUpdate);

    /// <summary>One walk: upper levels from the page-walk caches, last levels from the data caches.</summary>
    internal static Cycles Walk(IMemoryTechnique technique, CpuModel cpu) =>
        (technique.WalkReferences(cpu) - technique.LeafReferences) * cpu.WalkUpper + technique.LeafReferences * cpu.WalkLeaf;
}
