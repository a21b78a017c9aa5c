using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Memory;

/// <summary>
/// Shadow paging: the CPU walks tables of the hypervisor's own, in which each guest address stands with its host address. Walks
/// are the native ones; the price is in keeping the shadow like the guest's tables. Every page fault goes to the hypervisor, which
/// walks the guest's table in software: a true fault is handed to the guest's kernel, a hidden one fills the shadow. The guest's
/// page tables are write-protected, so that each change of an entry is seen ("traced"); so is each load of CR3.
/// </summary>
public sealed class ShadowPaging : IMemoryTechnique
{
    private readonly double walk;
    private readonly double fill;
    private readonly double update;
    private readonly double root;
    private readonly Cycles mapPage;
    private readonly bool keepsTables;

    /// <summary>With the figures of <c>ShadowPaging.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    /// <param name="page">The smaller of the guest's and the host's pages: 4 KiB (left out), 2 MiB or 1 GiB.</param>
    /// <param name="keepsTables">
    /// Whether the shadow tables of an address space are kept while another one runs. If not, as in the first hypervisors, each load
    /// of CR3 starts an empty one and the working set comes back by hidden faults.
    /// </param>
    public ShadowPaging(Parameters parameters, Bytes? page = null, bool keepsTables = true)
    {
        var part = parameters.Part(nameof(ShadowPaging));
        var p = part.Beside<ShadowPaging>();
        walk = p.Count("guest_walk_instructions");
        fill = p.Count("fill_instructions");
        update = p.Count("update_instructions");
        root = p.Count("root_instructions");
        mapPage = part.Beside<NestedPaging>().Cycles("map_page");
        this.keepsTables = keepsTables;
        Page = page ?? Tlb.SmallPage;
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "shadow paging";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public Bytes Page { get; }

    /// <inheritdoc/>
    public int LeafReferences => 1;

    /// <inheritdoc/>
    public int WalkReferences(CpuModel cpu) => Tlb.Levels(cpu, Page);

    /// <inheritdoc/>
    public Cycles Walk(CpuModel cpu) => NativePaging.Walk(cpu, Page);

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, ICpuTechnique cpu, HostModel host)
    {
        var model = host.Cpu;
        var touched = work.Touched.Pages(Page);
        var hidden = work.NewTranslations + (keepsTables ? 0 : work.ContextSwitches * Math.Ceiling(work.WorkingSet / Page));
        return CycleCost.Of(Cause.PageWalks, Tlb.Misses(work, model, Page) * Walk(model))
            + CycleCost.Of(Cause.PageFaults, work.PageFaults * TrueFault(cpu, model) + hidden * HiddenFault(cpu, model),
                work.PageFaults + hidden)
            + CycleCost.Of(Cause.PageTableUpdates, work.PageTableUpdates * (model.PageTableUpdate + TracedWrite(cpu, model)),
                work.PageTableUpdates)
            + CycleCost.Of(Cause.ContextSwitches, work.ContextSwitches * (cpu.LoadCr3(model) + model.Instructions(root)),
                work.ContextSwitches)
            + CycleCost.Of(Cause.FirstTouch, touched * FirstTouch(cpu, host), touched);
    }

    /// <summary>What the hypervisor adds to a fault that the guest's kernel must handle.</summary>
    public Cycles TrueFault(ICpuTechnique cpu, CpuModel model) => cpu.Fault(model) + model.Instructions(walk) + cpu.Inject(model);

    /// <summary>A fault that the guest never sees: its table has the entry, the shadow has not.</summary>
    public Cycles HiddenFault(ICpuTechnique cpu, CpuModel model) => cpu.Fault(model) + model.Instructions(walk + fill);

    /// <summary>A change of an entry of the guest's table, carried over to the shadow.</summary>
    public Cycles TracedWrite(ICpuTechnique cpu, CpuModel model) => cpu.PageTableWrite(model) + model.Instructions(update);

    // Guest memory that has no host page yet: a hidden fault, in which the host finds and clears one.
    private Cycles FirstTouch(ICpuTechnique cpu, HostModel host) => HiddenFault(cpu, host.Cpu) + host.Cpu.PageFault + mapPage
        + Cycles.Of((Page - Tlb.SmallPage) / host.MemoryCopy, host.Cpu.Clock);
}
