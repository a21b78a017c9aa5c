using CloudSim.Net.Calibration;
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
    public Cycles User { get; init; }

    /// <summary>Share of the user cycles spent in floating-point and vector instructions (0 to 1).</summary>
    public double FloatShare { get; init; }

    /// <summary>Kernel-mode cycles on the bare machine beyond the entry and exit of each event counted below.</summary>
    public Cycles Kernel { get; init; }

    /// <summary>System calls.</summary>
    public double SystemCalls { get; init; }

    /// <summary>Minor page faults of processes, handled by the kernel that they run on.</summary>
    public double PageFaults { get; init; }

    /// <summary>TLB misses that walk the page tables.</summary>
    public double TlbMisses { get; init; }

    /// <summary>Switches between address spaces.</summary>
    public double ContextSwitches { get; init; }

    /// <summary>Interrupts of the work's own (timers, inter-processor); those of devices are counted by the I/O technique.</summary>
    public double Interrupts { get; init; }

    /// <summary>Small block reads and writes that reach the device.</summary>
    public double BlockOperations { get; init; }

    /// <summary>Network packets in and out.</summary>
    public double Packets { get; init; }

    /// <summary>Accesses to registers of emulated devices (port or memory-mapped I/O); nothing on a bare machine traps on them.</summary>
    public double DeviceAccesses { get; init; }

    /// <summary>Code run for the first time: what a dynamic translator must translate.</summary>
    public Bytes NewCode { get; init; }

    /// <summary>Guest memory touched for the first time.</summary>
    public Bytes Touched { get; init; }

    /// <summary>The same kind of work, x times as much (new code excepted: it is translated once).</summary>
    public WorkProfile Times(double x) => this with
    {
        User = User * x, Kernel = Kernel * x, SystemCalls = SystemCalls * x, PageFaults = PageFaults * x,
        TlbMisses = TlbMisses * x, ContextSwitches = ContextSwitches * x, Interrupts = Interrupts * x,
        BlockOperations = BlockOperations * x, Packets = Packets * x, DeviceAccesses = DeviceAccesses * x,
        Touched = Touched * x,
    };

    /// <summary>One occurrence of this work: every count drawn from a Poisson distribution with the profile's mean.</summary>
    public WorkProfile Draw(RandomStream stream) => this with
    {
        SystemCalls = stream.Poisson(SystemCalls), PageFaults = stream.Poisson(PageFaults), TlbMisses = stream.Poisson(TlbMisses),
        ContextSwitches = stream.Poisson(ContextSwitches), Interrupts = stream.Poisson(Interrupts),
    };

    /// <summary>The profile of a data file, whose parameters are named as the properties here (<c>user_cycles</c>, <c>system_calls</c>, ...).</summary>
    public static WorkProfile From(ParameterSheet sheet, string name) => new()
    {
        Name = name,
        User = sheet.Cycles("user_cycles"),
        FloatShare = sheet.Ratio("float_share"),
        Kernel = sheet.Cycles("kernel_cycles"),
        SystemCalls = sheet.Count("system_calls"),
        PageFaults = sheet.Count("page_faults"),
        TlbMisses = sheet.Count("tlb_misses"),
        ContextSwitches = sheet.Count("context_switches"),
        Interrupts = sheet.Count("interrupts"),
        BlockOperations = sheet.Count("block_operations"),
        Packets = sheet.Count("packets"),
        DeviceAccesses = sheet.Count("device_accesses"),
        NewCode = sheet.Bytes("new_code"),
        Touched = sheet.Bytes("touched"),
    };
}
