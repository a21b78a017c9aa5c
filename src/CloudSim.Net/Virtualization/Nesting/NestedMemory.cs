using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Nesting;

/// <summary>
/// A memory technique on the machine that an outer platform presents. What the inner one backs, the outer one must back too. Where both
/// have nested tables, a page that the inner guest touches costs 2n+6 world switches for tables of n levels (Huang et al., SOSP 2023, sec.
/// 2): the violation to the inner hypervisor and its return count four, each level that it writes leaves and returns, and the
/// violation comes back once for the outer hypervisor to merge.
/// </summary>
internal sealed class NestedMemory(IMemoryTechnique inner, ICpuTechnique innerCpu, PresentedMachine machine) : IMemoryTechnique
{
    private bool Merged => machine.MergesTables(inner);

    private IMemoryTechnique Outer => machine.Outer.Memory;

    public string Name => $"{inner.Name} in {Outer.Name}";

    public CpuGeneration Needs { get; } = PresentedMachine.LeastHost(inner.Needs, machine.Outer)!.Value;

    public IReadOnlyList<Parameter> Uses => [.. inner.Uses, .. Outer.Uses, .. machine.Uses];

    public bool GivesAllMemory => inner.GivesAllMemory;

    public Bytes Page => Bytes.Min(inner.Page, Outer.Page);

    public int LeafReferences => Merged ? inner.LeafReferences : Math.Max(inner.LeafReferences, Outer.LeafReferences);

    public int WalkReferences(CpuModel cpu) =>
        Merged ? inner.WalkReferences(cpu) : Math.Max(inner.WalkReferences(cpu), Outer.WalkReferences(cpu));

    public Cycles Walk(CpuModel cpu) => inner.Walk(machine.SeenBy(inner, cpu)) * machine.Slowdown;

    public CycleCost Run(WorkProfile work, ICpuTechnique cpu, HostModel host)
    {
        var cost = inner.Run(work, innerCpu, host with { Cpu = machine.SeenBy(inner, host.Cpu) })
            .Slowed(machine.Slowdown, machine.Slowdown);
        if (cost.Exits > 0 && cpu is NestedCpu nested)
            cost = cost.MultiplyExits(nested.ExitMultiplication(host.Cpu));
        var around = machine.RunMemory(
            new WorkProfile
            {
                Name = "backed by the outer platform", Touched = work.Touched, NewTranslations = work.NewTranslations,
                AddressSpaces = work.AddressSpaces, WorkingSet = work.WorkingSet,
            },
            host);
        if (Merged && work.Touched > Bytes.Zero)
        {
            var exits = work.Touched.Pages(inner.Page) * (host.Cpu.PageTableLevels + 1);
            around += CycleCost.Of(Cause.FirstTouch, exits * machine.HandledExit(host.Cpu), exits);
        }
        return cost + around;
    }

    // The outer hypervisor writes the merged tables and follows the inner one's writes as it does for shadow page tables: with the lock of
    // that guest held for writing (kvm_mmu_lock, __direct_pte and ept_page_fault in arch/x86/kvm/mmu); only faults on tables of its own may
    // run side by side (is_tdp_mmu).
    public Cycles Serial(WorkProfile work, HostModel host) => !Merged ? Cycles.Zero
        : work.Touched.Pages(inner.Page) * (host.Cpu.PageTableLevels * machine.HandledWork(host.Cpu) + machine.MapPage);
}
