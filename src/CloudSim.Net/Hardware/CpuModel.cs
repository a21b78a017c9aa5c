using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>A CPU with the costs that its micro-architecture sets, in its own clock cycles.</summary>
public sealed record CpuModel : IParameterized
{
    private readonly bool? hasIommu;

    /// <summary>Name as sold.</summary>
    public required string Name { get; init; }

    /// <summary>What it offers a hypervisor.</summary>
    public required CpuGeneration Generation { get; init; }

    /// <summary>
    /// Whether its chip set translates and checks the addresses that devices use (IOMMU: VT-d, AMD-Vi). Left out: as its generation has it.
    /// </summary>
    public bool HasIommu { get => hasIommu ?? Generation >= CpuGeneration.IoAssist; init => hasIommu = value; }

    /// <summary>Sustained clock with all cores busy.</summary>
    public required Frequency Clock { get; init => field = Check.Rate(value); }

    /// <summary>
    /// Instructions retired a cycle in kernel and hypervisor code. Software of a hypervisor is counted in instructions, so that it
    /// takes fewer cycles on a wider core (see <see cref="Instructions"/>).
    /// </summary>
    public required double InstructionsPerCycle { get; init => field = Check.Positive(value); }

    /// <summary>User mode to kernel mode and back for an empty system call.</summary>
    public required Cycles SystemCall { get; init => field = Check.Amount(value); }

    /// <summary>A minor page fault: exception, kernel handler, zeroed page, return.</summary>
    public required Cycles PageFault { get; init => field = Check.Amount(value); }

    /// <summary>Switch between two address spaces, state only (no cache refill).</summary>
    public required Cycles ContextSwitch { get; init => field = Check.Amount(value); }

    /// <summary>An interrupt: delivery, handler entry and exit.</summary>
    public required Cycles Interrupt { get; init => field = Check.Amount(value); }

    /// <summary>An exception that the kernel handles and returns from, page faults excepted.</summary>
    public required Cycles Exception { get; init => field = Check.Amount(value); }

    /// <summary>Writing one page-table entry.</summary>
    public required Cycles PageTableUpdate { get; init => field = Check.Amount(value); }

    /// <summary>
    /// A sensitive or privileged instruction of the kernel (flags, segments, descriptor tables, INVLPG), mean over their mix.
    /// </summary>
    public required Cycles SensitiveInstruction { get; init => field = Check.Amount(value); }

    /// <summary>An indirect call and its return.</summary>
    public required Cycles IndirectCall { get; init => field = Check.Amount(value); }

    /// <summary>
    /// An access to a register of a device on the bus (port or memory-mapped I/O). It takes the bus its time, whatever the clock: at
    /// another clock it is another number of cycles.
    /// </summary>
    public required Cycles DeviceAccess { get; init => field = Check.Amount(value); }

    /// <summary>Reading an upper-level page-table entry during a walk: nearly always in the page-walk caches.</summary>
    public required Cycles WalkUpper { get; init => field = Check.Amount(value); }

    /// <summary>Reading a last-level page-table entry during a walk: in the data caches.</summary>
    public required Cycles WalkLeaf { get; init => field = Check.Amount(value); }

    /// <summary>Reading a last-level entry of a page of 2 MiB or more: so few that the first-level cache holds them.</summary>
    public required Cycles WalkLargeLeaf { get; init => field = Check.Amount(value); }

    /// <summary>Levels of the page table with 4 KiB pages in use (2 on 32-bit systems, 4, or 5 with LA57).</summary>
    public required int PageTableLevels { get; init => field = Check.Between(value, 1, 5); }

    /// <summary>Whether page tables of five levels can be had (LA57).</summary>
    public required bool FiveLevelPaging { get; init; }

    /// <summary>Entries of the largest TLB that holds translations of 4 KiB pages.</summary>
    public required int TlbSmall { get; init => field = Check.Count(value); }

    /// <summary>Entries of the largest TLB that holds translations of pages of 2 MiB and more.</summary>
    public required int TlbLarge { get; init => field = Check.Count(value); }

    /// <summary>Whether TLB entries carry a tag of their virtual machine (VPID), so that entries and exits keep them.</summary>
    public required bool TaggedTlb { get; init; }

    /// <summary>VM exit and entry, hardware transition only; zero without hardware assist.</summary>
    public required Cycles ExitRoundTrip { get; init => field = Check.Amount(value); }

    /// <summary>Reading one field of the virtual machine's control structure (VMREAD); zero without hardware assist.</summary>
    public required Cycles VmcsRead { get; init => field = Check.Amount(value); }

    /// <summary>Writing one field of it (VMWRITE).</summary>
    public required Cycles VmcsWrite { get; init => field = Check.Amount(value); }

    /// <summary>Whether interrupts reach a running guest without an exit.</summary>
    public required bool PostedInterrupts { get; init; }

    /// <summary>Whether a hypervisor that is a guest itself reads and writes its control structures without exits.</summary>
    public required bool VmcsShadowing { get; init; }

    /// <inheritdoc/>
    public required IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); }

    /// <summary>The CPU described by the data file <c>Hardware/{sheet}.csv</c>.</summary>
    /// <exception cref="ArgumentException">No such file.</exception>
    public static CpuModel Named(Parameters parameters, string sheet, string name) =>
        parameters.Make($"{sheet} {name}", set => Read(set, sheet, name));

    private static CpuModel Read(Parameters set, string sheet, string name)
    {
        var p = set[sheet];
        return new CpuModel
        {
            Name = name,
            Generation = (CpuGeneration)p.Whole("generation"),
            Clock = p.Frequency("clock"),
            InstructionsPerCycle = p.Ratio("instructions_per_cycle"),
            SystemCall = p.Cycles("system_call"),
            PageFault = p.Cycles("page_fault"),
            ContextSwitch = p.Cycles("context_switch"),
            Interrupt = p.Cycles("interrupt"),
            Exception = p.Cycles("exception"),
            PageTableUpdate = p.Cycles("page_table_update"),
            SensitiveInstruction = p.Cycles("sensitive_instruction"),
            IndirectCall = p.Cycles("indirect_call"),
            DeviceAccess = p.Has("device_access_time")
                ? Cycles.Of(p.Duration("device_access_time"), p.Frequency("clock")) : p.Cycles("device_access"),
            WalkUpper = p.Cycles("walk_upper"),
            WalkLeaf = p.Cycles("walk_leaf"),
            WalkLargeLeaf = p.Cycles("walk_large_leaf"),
            PageTableLevels = p.Whole("page_table_levels"),
            FiveLevelPaging = p.Count("five_level_paging") > 0,
            TlbSmall = p.Whole("tlb_small"),
            TlbLarge = p.Whole("tlb_large"),
            TaggedTlb = p.Count("tagged_tlb") > 0,
            ExitRoundTrip = p.Cycles("exit_round_trip"),
            VmcsRead = p.Cycles("vmcs_read"),
            VmcsWrite = p.Cycles("vmcs_write"),
            PostedInterrupts = p.Count("posted_interrupts") > 0,
            VmcsShadowing = p.Count("vmcs_shadowing") > 0,
            Uses = set.Uses,
        };
    }

    /// <summary>Whether it offers what a technique needs that appeared with this generation.</summary>
    public bool Offers(CpuGeneration needs) => Generation >= needs && (needs < CpuGeneration.IoAssist || HasIommu);

    /// <summary>Cycles of this many instructions of hypervisor software on this CPU.</summary>
    public Cycles Instructions(double count) => new(count / InstructionsPerCycle);

    /// <summary>Name and clock.</summary>
    public override string ToString() => $"{Name} at {Clock}";
}
