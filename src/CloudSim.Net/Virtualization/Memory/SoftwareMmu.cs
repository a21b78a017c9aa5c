using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Memory;

/// <summary>
/// An emulator's memory: a software TLB looked up on every access (counted by the CPU technique) and filled by walking
/// the guest's page table in software; a switch of the address space empties it.
/// </summary>
public sealed class SoftwareMmu : IMemoryTechnique
{
    private readonly Cycles fill;
    private readonly Cycles refillAfterSwitch;

    /// <summary>With the figures of <c>SoftwareMmu.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    public SoftwareMmu(Parameters parameters)
    {
        var part = parameters.Part(nameof(SoftwareMmu));
        var p = part.Beside<SoftwareMmu>();
        fill = p.Cycles("tlb_fill");
        refillAfterSwitch = p.Cycles("refill_after_switch");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "software MMU";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public int WalkReferences(CpuModel cpu) => cpu.PageTableLevels;

    /// <inheritdoc/>
    public int LeafReferences => 1;

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, ICpuTechnique cpu, HostModel host) =>
        CycleCost.Of(Cause.FirstTouch, work.Touched.Pages(4.KiB) * host.Cpu.PageFault)
        + CycleCost.Of(Cause.PageWalks, work.TlbMisses * fill + work.ContextSwitches * refillAfterSwitch)
        + cpu.KernelWork(work.PageTableUpdates * host.Cpu.PageTableUpdate).As(Cause.PageTableUpdates);
}
