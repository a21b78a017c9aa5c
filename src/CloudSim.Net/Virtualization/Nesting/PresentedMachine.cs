using System.Runtime.CompilerServices;
using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Virtualization.Nesting;

/// <summary>
/// The machine that a guest of the outer platform finds: a CPU each of whose operations costs what it costs the outer's guest, and that
/// offers a hypervisor what the outer one passes on. Costs are in cycles of plain kernel code as it runs there; <see cref="Slowdown"/>
/// turns them into cycles of the host. Where the outer platform is itself nested, so is this.
/// </summary>
/// <remarks>
/// Hardware assist inside hardware assist (Ben-Yehuda et al., OSDI 2010): the CPU knows one level. An exit of the inner guest goes to the
/// outer hypervisor, which enters the inner one; each field of the control structure that the inner hypervisor touches leaves again, unless
/// the CPU shadows it; its entry into the guest leaves once more. The nested tables of both levels are merged into one.
/// </remarks>
public sealed class PresentedMachine : IParameterized
{
    private readonly ConditionalWeakTable<CpuModel, CpuModel> seen = [];
    private readonly ConditionalWeakTable<CpuModel, CpuModel> seenByDevices = [];
    private readonly ConditionalWeakTable<CpuModel, CpuModel> seenBySoftware = [];
    private readonly ConditionalWeakTable<CpuModel, CpuModel> seenByMerged = [];
    private readonly ConditionalWeakTable<CpuModel, StrongBox<CycleCost>> interrupts = [];
    private readonly ConditionalWeakTable<CpuModel, RecentCosts<WorkProfile>> recent = [];
    private readonly ConditionalWeakTable<CpuModel, RecentCosts<(WorkProfile Work, HostModel Host)>> recentMemory = [];
    private readonly double switchInstructions;
    private readonly double accessInstructions;
    private readonly HostModel host;

    /// <summary>The machine that guests of this platform find.</summary>
    /// <param name="parameters">The set from which is taken what the outer hypervisor does for an inner one.</param>
    /// <param name="outer">The platform.</param>
    public PresentedMachine(Parameters parameters, Platform outer)
    {
        Outer = outer;
        var part = parameters.Part(nameof(PresentedMachine));
        var p = part.Beside<PresentedMachine>();
        switchInstructions = p.Count("switch_instructions");
        accessInstructions = p.Count("access_instructions");
        MapPage = part[nameof(NestedPaging)].Cycles("map_page");
        Uses = part.Uses;
        // Around any CPU, for prices of single events: what else the machine has (disks, memory) does not matter to them.
        host = HostModel.RackServer(parameters.Unnoted());
        Slowdown = outer.Cpu.KernelWork(new Cycles(1)).OnCpu.Count;
    }

    /// <summary>The platform whose guest it is.</summary>
    public Platform Outer { get; }

    /// <summary>Every number that it was made of, the outer platform's left out.</summary>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>Host cycles for one cycle of plain kernel or hypervisor code.</summary>
    public double Slowdown { get; }

    /// <summary>Host cycles for one cycle of user code with this share of floating point.</summary>
    public double UserSlowdown(double floatShare, CpuModel cpu) =>
        Run(new WorkProfile { Name = "user code", User = new Cycles(1), FloatShare = floatShare }, cpu).OnCpu.Count;

    // What the outer technique makes of the work. Each level of nesting asks for this more than once, for the same work: without memory
    // of it the number of questions would double with each level.
    internal CycleCost Run(WorkProfile work, CpuModel cpu) => recent.GetValue(cpu, _ => new()).Of(work, one => Outer.Cpu.Run(one, cpu));

    internal CycleCost Interrupt(CpuModel cpu) => interrupts.GetValue(cpu, model => new(Outer.Cpu.Interrupt(model))).Value;

    internal CycleCost RunMemory(WorkProfile work, HostModel host) => recentMemory.GetValue(host.Cpu, _ => new())
        .Of((work, host), one => Outer.Memory.Run(Outer.Backed(one.Work), Outer.Cpu, one.Host));

    /// <summary>Whether the outer hypervisor merges nested page tables of an inner one with its own.</summary>
    public bool MergesTables(IMemoryTechnique inner) =>
        inner.Needs >= CpuGeneration.NestedPaging && Outer.Memory.Needs >= CpuGeneration.NestedPaging;

    /// <summary>What a hypervisor finds inside the outer platform on a host of this generation.</summary>
    public static CpuGeneration Offers(Platform outer, CpuGeneration host)
    {
        var routes = outer.Cpu.Routes;
        return routes == Virtualizer.BareMachine ? host
            : routes != Virtualizer.HardwareAssist && routes != Virtualizer.HardwareAssistShadowing || host < CpuGeneration.HardwareAssist
                ? CpuGeneration.Classic
            : outer.Memory.Needs < CpuGeneration.NestedPaging ? CpuGeneration.HardwareAssist
            : outer.Io.Needs < CpuGeneration.IoAssist && host > CpuGeneration.NestedPaging ? CpuGeneration.NestedPaging
            : host;
    }

    /// <summary>
    /// The least generation of the host on which the inner platform finds what it needs inside the outer one; null for none.
    /// </summary>
    public static CpuGeneration? LeastHost(Platform inner, Platform outer) =>
        LeastHost(Max(inner.Cpu.Needs, inner.Memory.Needs, inner.Io.Needs), outer);

    internal static CpuGeneration? LeastHost(CpuGeneration needs, Platform outer)
    {
        var around = Max(outer.Cpu.Needs, outer.Memory.Needs, outer.Io.Needs);
        foreach (var host in Enum.GetValues<CpuGeneration>())
            if (host >= around && Offers(outer, host) >= needs)
                return host;
        return null;
    }

    /// <summary>The CPU as the guest finds it.</summary>
    public CpuModel Seen(CpuModel cpu) => seen.GetValue(cpu, Present);

    /// <summary>
    /// The CPU as this technique uses it: what an emulator does for its guest is plain code, none of the machine's own operations.
    /// </summary>
    public CpuModel SeenBy(ICpuTechnique inner, CpuModel cpu) => inner.Routes == Virtualizer.Emulation ? cpu : Seen(cpu);

    /// <summary>The same for interrupts of devices; those of a timer cost what programming it costs, too.</summary>
    public CpuModel SeenByDevices(CpuModel cpu) => seenByDevices.GetValue(cpu, model => Seen(model) with
    {
        Interrupt = Interrupt(model).OnCpu * (1 / Slowdown),
    });

    /// <summary>
    /// The CPU as this technique uses it: the walk of merged tables is the hardware's own, the page table of an emulated guest is plain
    /// memory.
    /// </summary>
    public CpuModel SeenBy(IMemoryTechnique inner, CpuModel cpu) =>
        inner is SoftwareMmu ? seenBySoftware.GetValue(cpu, model => Seen(model) with { PageTableUpdate = model.PageTableUpdate })
        : !MergesTables(inner) ? Seen(cpu)
        : seenByMerged.GetValue(cpu, model => Seen(model) with
        {
            WalkUpper = model.WalkUpper, WalkLeaf = model.WalkLeaf, WalkLargeLeaf = model.WalkLargeLeaf,
        });

    /// <summary>
    /// An exit of the inner hypervisor that the outer one handles: a field of a control structure, a write to its nested page table.
    /// </summary>
    public Cycles HandledExit(CpuModel cpu) => Outer.Cpu.Trap(cpu) + HandledWork(cpu);

    /// <summary>What the outer hypervisor does at such an exit, the way to it and back excepted.</summary>
    public Cycles HandledWork(CpuModel cpu) => cpu.Instructions(accessInstructions);

    /// <summary>The outer hypervisor's part of a page that comes into the merged tables.</summary>
    internal Cycles MapPage { get; }

    /// <summary>From an inner guest to its hypervisor, or back, by way of the outer one.</summary>
    public Cycles WorldSwitch(CpuModel cpu) => cpu.ExitRoundTrip + cpu.Instructions(switchInstructions);

    private static CpuGeneration Max(CpuGeneration a, CpuGeneration b, CpuGeneration c) =>
        (CpuGeneration)Math.Max((int)a, Math.Max((int)b, (int)c));

    private CpuModel Present(CpuModel cpu)
    {
        var around = host with { Cpu = cpu };
        var nothing = new WorkProfile { Name = "one event" };
        var slowdown = Slowdown;
        Cycles Price(WorkProfile one) => (Run(one, cpu) + RunMemory(one, around)).OnCpu * (1 / slowdown);
        var walk = Price(nothing with { TlbMisses = 1 }) / NativePaging.Walk(cpu, Tlb.SmallPage);
        var generation = Offers(Outer, cpu.Generation);
        var nested = Outer.Cpu.Routes != Virtualizer.BareMachine && generation >= CpuGeneration.HardwareAssist;
        return cpu with
        {
            Name = $"{cpu.Name} in {Outer.Name}",
            Generation = generation,
            SystemCall = Price(nothing with { SystemCalls = 1 }),
            PageFault = Price(nothing with { PageFaults = 1 }),
            ContextSwitch = Price(nothing with { ContextSwitches = 1 }),
            Interrupt = Price(nothing with { Interrupts = 1 }),
            Exception = Price(nothing with { Exceptions = 1 }),
            PageTableUpdate = Price(nothing with { PageTableUpdates = 1 }),
            SensitiveInstruction = Price(nothing with { SensitiveInstructions = 1 }),
            IndirectCall = Price(nothing with { IndirectCalls = 1 }),
            DeviceAccess = Outer.Cpu.DeviceAccess(cpu).OnCpu * (1 / slowdown),
            WalkUpper = cpu.WalkUpper * walk,
            WalkLeaf = cpu.WalkLeaf * walk,
            WalkLargeLeaf = cpu.WalkLargeLeaf * walk,
            ExitRoundTrip = nested ? 2 * WorldSwitch(cpu) : cpu.ExitRoundTrip,
            VmcsRead = nested && !cpu.VmcsShadowing ? HandledExit(cpu) : cpu.VmcsRead,
            VmcsWrite = nested && !cpu.VmcsShadowing ? HandledExit(cpu) : cpu.VmcsWrite,
            // The shadow is the outer hypervisor's; it offers the inner one none.
            VmcsShadowing = cpu.VmcsShadowing && !nested,
        };
    }
}
