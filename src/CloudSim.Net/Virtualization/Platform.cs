using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// A way of sharing a machine, as a record of mechanisms: how instructions, memory and I/O reach the hardware, which kernel
/// the guest brings, how it starts, and what it holds. A container is the platform that virtualizes nothing.
/// </summary>
public sealed record Platform : IParameterized
{
    private readonly bool? showsTopology;
    private readonly int? kernels;

    /// <summary>Name as used in tables and plots.</summary>
    public required string Name { get; init; }

    /// <summary>Family of the field: bare metal, container, microVM, full VM, emulation, ...</summary>
    public required string Family { get; init; }

    /// <summary>How guest instructions run.</summary>
    public required ICpuTechnique Cpu { get; init => field = Check.NotNull(value); }

    /// <summary>How guest addresses are translated.</summary>
    public required IMemoryTechnique Memory { get; init => field = Check.NotNull(value); }

    /// <summary>How the guest reaches devices.</summary>
    public required IIoTechnique Io { get; init => field = Check.NotNull(value); }

    /// <summary>The CPU scheduler that a host of this platform brings, if not asked otherwise; null for that of any machine.</summary>
    public SchedulerKind? Scheduler { get; init; }

    /// <summary>
    /// What happens when a virtual CPU spins; left out, what KVM does where the CPU runs guests in a mode of its own, else nothing.
    /// </summary>
    public PauseLoopExiting? PauseLoops { get; init; }

    /// <summary>
    /// Whether programs see sockets, cores and caches as they are: the host's own processes do, a virtual machine does if its vCPUs are
    /// pinned and the topology is passed on. Left out: only without a kernel of its own.
    /// </summary>
    public bool ShowsTopology { get => showsTopology ?? Kernel is null; init => showsTopology = value; }

    /// <summary>
    /// What the kernel that the programs run on checks each of their system calls with; null for nothing, as for plain processes and
    /// privileged containers.
    /// </summary>
    public SystemCallFilter? Filter { get; init; }

    /// <summary>The guest's own kernel; null if it shares the host's.</summary>
    public GuestKernel? Kernel { get; init; }

    // Kernels between the program and the host's: a container in a virtual machine has that machine's, a virtual machine in another one
    // two.
    internal int Kernels { get => kernels ?? (Kernel is null ? 0 : 1); init => kernels = value; }

    /// <summary>
    /// Start to the first instruction of the guest's own program, phase after phase; the phases boot the kernel and meet the techniques
    /// that this record has.
    /// </summary>
    public required IReadOnlyList<Step> Boot { get; init => field = Check.NotNull(value); }

    /// <summary>
    /// The boot sequence as it runs: <see cref="Boot"/>, and where devices want the guest's memory pinned, that before the guest's first
    /// instruction.
    /// </summary>
    public IReadOnlyList<Step> Start => !Io.PinsMemory || Kernel is null ? Boot
        : [.. Boot.Take(Entry), Phases.PinMemory(), .. Boot.Skip(Entry)];

    // The first phase that is the guest's own.
    private int Entry => Boot.TakeWhile(b => b.Mark != BootMark.GuestEntry && b.Kind != StepKind.Firmware
        && b.Kind != StepKind.DeviceProbes && b.Kind != StepKind.GuestKernel).Count();

    /// <summary>What the guest's kernel finds and sets up while it boots, beside network interfaces.</summary>
    public IReadOnlyList<GuestDevice> Devices { get; init => field = Check.NotNull(value); } = [];

    /// <summary>What the host does when the guest has ended until its VMM or runtime is gone; by default nothing that takes time.</summary>
    public IReadOnlyList<Step> Exit { get; init => field = Check.NotNull(value); } = [];

    /// <summary>
    /// Whether the guest finds firmware and the devices of a PC, so that it can boot as it was installed; else the VMM loads its kernel.
    /// </summary>
    public bool IsPc { get; init; }

    /// <summary>The platform that this one runs inside; null on the host itself.</summary>
    public Platform? Outer { get; init; }

    // Whether each guest has an outer guest of its own.
    internal bool HasOwnOuter { get; init; }

    /// <summary>Host memory beside the application's.</summary>
    public required MemoryFootprint Footprint { get; init => field = Check.NotNull(value); }

    /// <summary>Countable kernel objects that one guest takes, by <see cref="KernelObject"/>.</summary>
    public required IReadOnlyDictionary<KernelObject, int> KernelObjects
    {
        get;
        init
        {
            field = Check.Counts(value);
            Objects = [.. value.Where(o => o.Key != KernelObject.Pid).Select(o => (o.Key, o.Value))];
            Threads = value.GetValueOrDefault(KernelObject.Pid);
        }
    }

    // The same for who admits many guests: without process ids, and their number.
    internal (KernelObject Kind, int Count)[] Objects { get; private init; } = [];

    internal int Threads { get; private init; }

    /// <summary>What the VMM's own threads do in a second though the guest asks nothing of it.</summary>
    public Cycles VmmHousekeeping { get; init => field = Check.Amount(value); }

    /// <summary>
    /// Virtual CPUs of a guest with a kernel of its own, 1 to 4096: what its figures are for (see <see cref="WithVCpus"/>).
    /// </summary>
    public int VCpus { get; private init; } = 1;

    /// <summary>
    /// Whether one thread of the host runs all virtual CPUs of a guest, in turns, as an emulator does that is not safe for threads (QEMU's
    /// TCG with <c>thread=single</c>); else each has a thread of its own (<c>thread=multi</c>, KVM).
    /// </summary>
    public bool VCpusShareThread { get; init; }

    /// <summary>Network interfaces that fit on one guest's bus.</summary>
    public int MostInterfaces { get; init => field = Check.Count(value); } = int.MaxValue;

    /// <summary>Every number that the platform itself was made of.</summary>
    public required IReadOnlyList<Parameter> Own { get; init => field = Check.NotNull(value); }

    /// <summary>Every number behind the platform's figures: its own, those of its techniques, its kernel and that one's system.</summary>
    public IReadOnlyList<Parameter> Uses =>
    [
        .. Own.Concat(Filter?.Uses ?? [])
            .Concat(Cpu.Uses).Concat(Memory.Uses).Concat(Io.Uses).Concat(Kernel?.Uses ?? []).Concat(Kernel?.System.Uses ?? [])
            .Distinct<Parameter>(ReferenceEqualityComparer.Instance),
    ];

    /// <summary>What a piece of guest work costs a host, by mechanism.</summary>
    public CycleCost Cost(WorkProfile work, HostModel host)
    {
        var cost = Kernel?.Library is { } library
            ? library.Run(work, Cpu) + RunTechniques(work = library.Without(work), host) : RunTechniques(work, host);
        // a kernel in between is not of the host's version
        if (Filter is { } filter && work.SystemCalls > 0)
            cost += CycleCost.Of(Cause.SystemCalls,
                Cpu.KernelWork(filter.PerCall(Kernels == 0 ? host.KernelVersion : null)).Total * work.SystemCalls);
        if (work.Halts > 0)
            // each kernel in between switches to its idle task and back, beside the host's
            cost += (Cpu.Halt(host.Cpu) + CycleCost.Of(Cause.Halts, Kernels * host.Cpu.ContextSwitch)).Times(work.Halts);
        if (work.Ipis > 0)
            cost += Cpu.Ipi(host.Cpu).Times(work.Ipis);
        if (work.TimerWrites > 0)
            cost += Cpu.TimerWrite(host.Cpu).Times(work.TimerWrites);
        if (!ShowsTopology)
            cost += CycleCost.Of(Cause.HiddenTopology, cost[Cause.UserCode] * work.TopologyLoss);
        if (work.BlockOperations > 0)
            cost += Io.Block(Cpu, host.Cpu).Sum.As(Cause.BlockOperations).Times(work.BlockOperations);
        if (work.DeviceAccesses > 0)
            cost += Cpu.DeviceAccess(host.Cpu).Times(work.DeviceAccesses);
        if (work.Packets > 0)
            cost += Io.Packet(Cpu, host.Cpu, PacketLoad.Of(work, cost.OnCpu, host.Cpu)).Sum.As(Cause.Packets).Times(work.Packets);
        if (cost.Exits > 0 && Cpu.TlbLoss(host.Cpu) is var loss and > 0)
            cost += CycleCost.Of(Cause.PageWalks, cost.Exits * loss * Tlb.InUse(work, host.Cpu, Memory.Page) * Memory.Walk(host.Cpu));
        return cost;
    }

    private CycleCost RunTechniques(WorkProfile work, HostModel host) => Cpu.Run(work, host.Cpu) + Memory.Run(Backed(work), Cpu, host);

    /// <summary>
    /// What of the cost of a piece of guest work is done under one lock of the machine that the outer platform's guest is for its
    /// hypervisor: all processors of that guest, and all guests in it, take turns there. Zero without an outer platform.
    /// </summary>
    public Cycles Serial(WorkProfile work, HostModel host) => Memory.Serial(Backed(work), host);

    // Whether all memory that work touches is there: pinned for this guest, or for the machine that its processes are in.
    internal bool IsBacked { get => Io.PinsMemory || field; init; }

    internal WorkProfile Backed(WorkProfile work) =>
        IsBacked && work.Touched > Bytes.Zero ? work with { Touched = Bytes.Zero } : work;

    /// <summary>The least CPU generation that one of its techniques needs.</summary>
    public CpuGeneration Needs => (CpuGeneration)Math.Max((int)Cpu.Needs, Math.Max((int)Memory.Needs, (int)Io.Needs));

    /// <summary>Why this host cannot run the platform; null if it can.</summary>
    public string? Incompatibility(CpuModel cpu) =>
        cpu.Offers(Needs) ? null
        : $"{Name} needs {Needs}, {cpu.Name} offers {cpu.Generation}{(cpu.Generation >= Needs ? " without an IOMMU" : "")}";

    /// <summary>
    /// Host memory of one guest with this application: VMM or runtime, guest kernel, touched application pages. A guest with a
    /// kernel of its own caches the program's image itself; without one the host's page cache holds it once for all.
    /// </summary>
    /// <param name="configured">Memory that a guest kernel is given; without a guest kernel it is only a limit.</param>
    /// <param name="application">Memory that the application touches.</param>
    /// <param name="image">Pages of the program's image.</param>
    public Bytes Resident(Bytes configured, Bytes application, Bytes image) =>
        Footprint.PerGuest + (TakesAllMemory ? configured : Kernel is null
            ? application : Kernel.Touched(configured, application + image));

    /// <summary>Private address space of a guest's VMM: the guest's memory, and what the VMM maps beside it.</summary>
    /// <param name="configured">Memory that the guest is given.</param>
    public Bytes AddressSpace(Bytes configured) => configured + Footprint.Mapped;

    /// <summary>Whether guests are processes of the host's own kernel: bare processes and containers.</summary>
    public bool SharesKernel => Kernel is null && Cpu.Routes == DualMode.Virtualizer.BareMachine;

    /// <summary>Whether a guest holds all the memory that it is given from the start: its devices or its hypervisor want it so.</summary>
    public bool TakesAllMemory => Io.PinsMemory || Memory.GivesAllMemory;

    /// <summary>Why a guest cannot hold such an application; null if it can.</summary>
    /// <param name="configured">Memory that it is given; without a kernel of its own what the application may use.</param>
    /// <param name="application">Memory that the application touches.</param>
    /// <param name="image">Pages of the program's image: mapped in a container, part of a library kernel; another kernel caches them, and
    /// can read them again.</param>
    public string? TooSmall(Bytes configured, Bytes application, Bytes image)
    {
        if (Kernel is { } kernel && !kernel.Fits(configured))
            return $"{kernel.Name} needs more than {configured} for itself";
        var free = Kernel is null ? configured : configured - Kernel.Used(configured);
        var needed = application + (Kernel is null or { Library: not null } ? image : Bytes.Zero);
        return needed <= free ? null : $"{needed} do not fit into the {free} that a guest of {configured} has for its application";
    }

    /// <summary>
    /// The same for guests of so many virtual CPUs: each further one takes a thread of the VMM (unless they share one), memory of the host
    /// and the guest's kernel, and its time at the start. A guest without a kernel of its own has none: its threads are the host's.
    /// </summary>
    /// <param name="count">1 to 4096.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public Platform WithVCpus(int count)
    {
        var more = Check.Between(count, 1, 4096) - VCpus;
        return more == 0 || Kernel is null ? this : this with
        {
            VCpus = count,
            Kernel = Kernel.WithCpus(count),
            Footprint = Footprint with { PerGuest = Footprint.PerGuest + Footprint.PerVCpu * more },
            KernelObjects = Threads == 0 || VCpusShareThread ? KernelObjects
                : new Dictionary<KernelObject, int>(KernelObjects) { [KernelObject.Pid] = Threads + more },
        };
    }

    internal Platform On(GuestKernel? kernel) => kernel == Kernel ? this : this with { Kernel = kernel };

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
