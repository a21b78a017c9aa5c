using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// A piece of work as a guest sees it: how often it does each thing whose cost depends on how the machine is shared.
/// A platform turns the counts into host cycles; the counts themselves are the same on every platform.
/// </summary>
public sealed record WorkProfile
{
    /// <summary>What the work is, for instance <c>system-call-heavy</c>.</summary>
    public required string Name { get; init; }

    /// <summary>User-mode cycles on the bare machine, without the page walks that <see cref="TlbMisses"/> counts.</summary>
    public Cycles User { get; init => field = Check.Amount(value); }

    /// <summary>Share of the user cycles spent in floating-point and vector instructions (0 to 1).</summary>
    public double FloatShare { get; init => field = Check.Share(value); }

    /// <summary>Kernel-mode cycles on the bare machine beyond the entry and exit of each event counted below.</summary>
    public Cycles Kernel { get; init => field = Check.Amount(value); }

    /// <summary>System calls.</summary>
    public double SystemCalls { get; init => field = Check.Amount(value); }

    /// <summary>Minor page faults of processes, handled by the kernel that they run on.</summary>
    public double PageFaults { get; init => field = Check.Amount(value); }

    /// <summary>
    /// Exceptions that processes cause and their kernel handles, page faults excepted (division by zero, breakpoints, signals by trap).
    /// </summary>
    public double Exceptions { get; init => field = Check.Amount(value); }

    /// <summary>TLB misses that walk the page tables.</summary>
    public double TlbMisses { get; init => field = Check.Amount(value); }

    /// <summary>Switches between address spaces.</summary>
    public double ContextSwitches { get; init => field = Check.Amount(value); }

    /// <summary>
    /// Changes of page-table entries, one entry each: those that page-fault handlers write, and pages mapped, unmapped or
    /// protected by fork, exec, mmap and exit.
    /// </summary>
    public double PageTableUpdates { get; init => field = Check.Amount(value); }

    /// <summary>
    /// Translations used for the first time since their page-table entry or their address space came to be, the kernel's pages
    /// included. The bare machine walks its tables; a shadow page table meets each by a hidden fault.
    /// </summary>
    public double NewTranslations { get; init => field = Check.Amount(value); }

    /// <summary>Address spaces made and given up again, by fork and by exec: their page tables come and go.</summary>
    public double AddressSpaces { get; init => field = Check.Amount(value); }

    /// <summary>
    /// Processes that the work needs side by side, each with an address space of its own; 1 if left out: threads at the most. It costs
    /// nothing by itself, but not every platform has more than one.
    /// </summary>
    public int Processes { get; init => field = Check.Between(value, 1, int.MaxValue); } = 1;

    /// <summary>
    /// Sensitive or privileged instructions that the kernel executes beyond those counted otherwise (flags, descriptor tables, segments,
    /// INVLPG).
    /// </summary>
    public double SensitiveInstructions { get; init => field = Check.Amount(value); }

    /// <summary>Indirect calls and returns in the kernel.</summary>
    public double IndirectCalls { get; init => field = Check.Amount(value); }

    /// <summary>Interrupts of the timer, each of which sets the next one; those of devices are counted by the I/O technique.</summary>
    public double Interrupts { get; init => field = Check.Amount(value); }

    /// <summary>
    /// Interrupts that one CPU sends to another one of the same machine, to wake a thread or to empty a TLB: the send (a write to the
    /// interrupt controller's command register) and the delivery. Where a guest's own scheduler sends them itself, they are not counted
    /// again.
    /// </summary>
    public double Ipis { get; init => field = Check.Amount(value); }

    /// <summary>
    /// Deadlines set in the timer beside those of its interrupts: a tickless kernel moves the next one away when a CPU goes idle, and back
    /// when it is woken.
    /// </summary>
    public double TimerWrites { get; init => field = Check.Amount(value); }

    /// <summary>Small block reads and writes that reach the device.</summary>
    public double BlockOperations { get; init => field = Check.Amount(value); }

    /// <summary>Block operations in flight at a time, where the work itself keeps more than one there; 1 if left out.</summary>
    public int QueueDepth { get; init => field = Check.Between(value, 1, int.MaxValue); } = 1;

    /// <summary>Network packets in and out.</summary>
    public double Packets { get; init => field = Check.Amount(value); }

    /// <summary>Packets that come or leave together, and so can share one notification and one interrupt; 1 if left out.</summary>
    public double PacketBurst { get; init => field = Check.Positive(value); } = 1;

    /// <summary>Data in a packet beyond a small one's, which the drivers copy.</summary>
    public Bytes PacketPayload { get; init => field = Check.Memory(value); }

    /// <summary>
    /// Times that the CPU goes idle because the work waits for somebody, and is woken again; those of block operations excepted.
    /// </summary>
    public double Halts { get; init => field = Check.Amount(value); }

    /// <summary>
    /// Time in which the work waits for others (a client, the wire) while its CPU has nothing to do; block operations excepted.
    /// </summary>
    public TimeSpan Wait { get; init => field = Check.Time(value); }

    /// <summary>
    /// By how much the user code runs longer where it sees neither sockets nor caches as they are: blocks cut for the wrong cache, memory
    /// and threads on different sockets. A share of the user cycles.
    /// </summary>
    public double TopologyLoss { get; init => field = Check.Amount(value); }

    /// <summary>Accesses to registers of emulated devices (port or memory-mapped I/O); nothing on a bare machine traps on them.</summary>
    public double DeviceAccesses { get; init => field = Check.Amount(value); }

    /// <summary>Code run for the first time: what a dynamic translator must translate.</summary>
    public Bytes NewCode { get; init => field = Check.Memory(value); }

    /// <summary>Code that the work runs over and over: what a translation cache must hold. Zero: a few pages.</summary>
    public Bytes CodeFootprint { get; init => field = Check.Memory(value); }

    /// <summary>
    /// Memory that the work touches over and over between two switches of the address space: what the TLB must hold, and what is
    /// translated anew when it is emptied. Zero: a few pages.
    /// </summary>
    public Bytes WorkingSet { get; init => field = Check.Memory(value); }

    /// <summary>Guest memory touched for the first time.</summary>
    public Bytes Touched { get; init => field = Check.Memory(value); }

    /// <summary>
    /// How often the work does what this cause is about; cycles for code, pages of 4 KiB for first touches, and 1 where there is nothing to
    /// count.
    /// </summary>
    public double Events(Cause cause) => cause switch
    {
        Cause.UserCode or Cause.HiddenTopology => User.Count,
        Cause.KernelCode => Kernel.Count,
        Cause.SystemCalls => SystemCalls,
        Cause.PageFaults => PageFaults,
        Cause.Exceptions => Exceptions,
        Cause.ContextSwitches => ContextSwitches,
        Cause.Interrupts => Interrupts + Ipis,
        Cause.SensitiveInstructions => SensitiveInstructions,
        Cause.IndirectCalls => IndirectCalls,
        Cause.PageTableUpdates => PageTableUpdates,
        Cause.PageWalks => TlbMisses,
        Cause.FirstTouch => Touched.Pages(4.KiB),
        Cause.BlockOperations => BlockOperations,
        Cause.Packets => Packets,
        Cause.DeviceAccesses => DeviceAccesses,
        Cause.Translation => NewCode.Count,
        Cause.Halts => Halts,
        Cause.DeviceThread => BlockOperations + Packets,
        _ => 1,
    };

    /// <summary>The same kind of work, x times as much (new code excepted: it is translated once; footprints stay what they are).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public WorkProfile Times(double x) => this with
    {
        User = User * Check.Amount(x, nameof(x)), Kernel = Kernel * x,
        SystemCalls = SystemCalls * x, PageFaults = PageFaults * x, Exceptions = Exceptions * x,
        TlbMisses = TlbMisses * x, ContextSwitches = ContextSwitches * x, PageTableUpdates = PageTableUpdates * x,
        NewTranslations = NewTranslations * x,
        SensitiveInstructions = SensitiveInstructions * x, IndirectCalls = IndirectCalls * x, Interrupts = Interrupts * x,
        Ipis = Ipis * x, TimerWrites = TimerWrites * x,
        BlockOperations = BlockOperations * x, Packets = Packets * x, DeviceAccesses = DeviceAccesses * x,
        Touched = Touched * x, Halts = Halts * x, AddressSpaces = AddressSpaces * x, Wait = Wait * x,
    };

    /// <summary>
    /// The same instructions on another CPU, where they take fewer or more cycles: user and kernel cycles go by the instructions a cycle.
    /// </summary>
    /// <param name="counted">The CPU on which the profile was counted.</param>
    /// <param name="cpu">The one that is to run it.</param>
    public WorkProfile Moved(CpuModel counted, CpuModel cpu)
    {
        var factor = counted.InstructionsPerCycle / cpu.InstructionsPerCycle;
        return this with { User = User * factor, Kernel = Kernel * factor };
    }

    /// <summary>Both pieces of work, under the first one's name.</summary>
    public static WorkProfile operator +(WorkProfile a, WorkProfile b)
    {
        var user = a.User + b.User;
        var packets = a.Packets + b.Packets;
        return a with
        {
            User = user,
            FloatShare = user == Cycles.Zero ? 0 : Math.Min(1, (a.FloatShare * a.User + b.FloatShare * b.User) / user),
            Kernel = a.Kernel + b.Kernel, SystemCalls = a.SystemCalls + b.SystemCalls, PageFaults = a.PageFaults + b.PageFaults,
            Exceptions = a.Exceptions + b.Exceptions, TlbMisses = a.TlbMisses + b.TlbMisses,
            ContextSwitches = a.ContextSwitches + b.ContextSwitches,
            PageTableUpdates = a.PageTableUpdates + b.PageTableUpdates, NewTranslations = a.NewTranslations + b.NewTranslations,
            SensitiveInstructions = a.SensitiveInstructions + b.SensitiveInstructions,
            IndirectCalls = a.IndirectCalls + b.IndirectCalls, Interrupts = a.Interrupts + b.Interrupts,
            Ipis = a.Ipis + b.Ipis, TimerWrites = a.TimerWrites + b.TimerWrites, QueueDepth = Math.Max(a.QueueDepth, b.QueueDepth),
            BlockOperations = a.BlockOperations + b.BlockOperations, Packets = packets,
            PacketBurst = packets == 0 ? 1 : packets / (a.Packets / a.PacketBurst + b.Packets / b.PacketBurst),
            PacketPayload = packets == 0 ? default : (a.PacketPayload * a.Packets + b.PacketPayload * b.Packets) * (1 / packets),
            AddressSpaces = a.AddressSpaces + b.AddressSpaces, Halts = a.Halts + b.Halts, Wait = a.Wait + b.Wait,
            TopologyLoss = user == Cycles.Zero ? 0 : (a.TopologyLoss * a.User + b.TopologyLoss * b.User) / user,
            DeviceAccesses = a.DeviceAccesses + b.DeviceAccesses, NewCode = a.NewCode + b.NewCode, Touched = a.Touched + b.Touched,
            CodeFootprint = Bytes.Max(a.CodeFootprint, b.CodeFootprint), WorkingSet = Bytes.Max(a.WorkingSet, b.WorkingSet),
            Processes = Math.Max(a.Processes, b.Processes),
        };
    }

    /// <summary>
    /// One occurrence of this work: every count drawn from a Poisson distribution with the profile's mean; a zero draws nothing.
    /// </summary>
    public WorkProfile Draw(RandomStream stream)
    {
        return this with
        {
            SystemCalls = Count(SystemCalls), PageFaults = Count(PageFaults), TlbMisses = Count(TlbMisses),
            ContextSwitches = Count(ContextSwitches), Interrupts = Count(Interrupts), Exceptions = Count(Exceptions),
            PageTableUpdates = Count(PageTableUpdates), NewTranslations = Count(NewTranslations),
            SensitiveInstructions = Count(SensitiveInstructions), IndirectCalls = Count(IndirectCalls),
        };

        double Count(double mean) => mean > 0 ? stream.Poisson(mean) : 0;
    }

    /// <summary>
    /// The profile of a data file, whose parameters are named as the properties here (<c>user_cycles</c>, <c>system_calls</c>,
    /// ...); one that the file does not name is zero.
    /// </summary>
    public static WorkProfile From(ParameterSheet sheet, string name)
    {
        return new()
        {
            Name = name,
            User = Amount("user_cycles", sheet.Cycles),
            FloatShare = Amount("float_share", sheet.Ratio),
            Kernel = Amount("kernel_cycles", sheet.Cycles),
            SystemCalls = Amount("system_calls", sheet.Count),
            PageFaults = Amount("page_faults", sheet.Count),
            Exceptions = Amount("exceptions", sheet.Count),
            TlbMisses = Amount("tlb_misses", sheet.Count),
            ContextSwitches = Amount("context_switches", sheet.Count),
            PageTableUpdates = Amount("page_table_updates", sheet.Count),
            NewTranslations = Amount("new_translations", sheet.Count),
            SensitiveInstructions = Amount("sensitive_instructions", sheet.Count),
            IndirectCalls = Amount("indirect_calls", sheet.Count),
            Interrupts = Amount("interrupts", sheet.Count),
            Ipis = Amount("ipis", sheet.Count),
            TimerWrites = Amount("timer_writes", sheet.Count),
            QueueDepth = sheet.Has("queue_depth") ? sheet.Whole("queue_depth") : 1,
            BlockOperations = Amount("block_operations", sheet.Count),
            Packets = Amount("packets", sheet.Count),
            PacketBurst = sheet.Has("packet_burst") ? sheet.Count("packet_burst") : 1,
            PacketPayload = Amount("packet_payload", sheet.Bytes),
            AddressSpaces = Amount("address_spaces", sheet.Count),
            Processes = sheet.Has("processes_at_once") ? sheet.Whole("processes_at_once") : 1,
            Halts = Amount("halts", sheet.Count),
            Wait = Amount("wait", sheet.Duration),
            TopologyLoss = Amount("topology_loss", sheet.Ratio),
            DeviceAccesses = Amount("device_accesses", sheet.Count),
            NewCode = Amount("new_code", sheet.Bytes),
            CodeFootprint = Amount("code_footprint", sheet.Bytes),
            WorkingSet = Amount("working_set", sheet.Bytes),
            Touched = Amount("touched", sheet.Bytes),
        };

        T Amount<T>(string parameter, Func<string, Measured<T>> read) where T : struct =>
            sheet.Has(parameter) ? read(parameter).Value : default;
    }
}
