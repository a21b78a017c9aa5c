using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;

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
    public CycleBill Run(WorkProfile work, HostModel host) =>
        new(Guest: default, Walks: work.TlbMisses * WalkReferences(host.Cpu) * host.Cpu.WalkReference);
}
