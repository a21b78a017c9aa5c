namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>A way of running a guest's kernel and programs, as the route that each instruction takes.</summary>
/// <param name="Name">The technique's name in the field.</param>
/// <param name="KernelRoute">Route of an instruction of the guest's kernel.</param>
public sealed record Virtualizer(string Name, Func<Instruction, Route> KernelRoute)
{
    // What a hypervisor with hardware assist must see; the rest of the system state is the guest's own in guest mode.
    private static readonly HashSet<string> Exiting = ["MOV CR3", "HLT", "INVLPG", "WRMSR", "OUT"];

    /// <summary>No guest: the kernel runs in ring 0 of the machine.</summary>
    public static Virtualizer BareMachine { get; } = new("bare machine", _ => Route.GuestMode);

    /// <summary>The kernel in ring 1 and nothing else: what traps is emulated, what does not trap is not noticed.</summary>
    public static Virtualizer PureTrapAndEmulate { get; } =
        new("pure trap-and-emulate", i => i.Kind == InstructionKind.Privileged ? Route.Trap : Route.Direct);

    /// <summary>The kernel's code is translated before it runs; only sensitive and privileged instructions are replaced.</summary>
    public static Virtualizer BinaryTranslation { get; } =
        new("binary translation", i => i.Kind == InstructionKind.Safe ? Route.Direct : Route.Rewritten);

    /// <summary>The kernel's source was changed: each sensitive or privileged operation is a call of the hypervisor.</summary>
    public static Virtualizer Paravirtualization { get; } =
        new("paravirtualization", i => i.Kind == InstructionKind.Safe ? Route.Direct : Route.Hypercall);

    /// <summary>The kernel runs in ring 0 of guest mode; the hypervisor sees what it asked to see.</summary>
    public static Virtualizer HardwareAssist { get; } =
        new("hardware assist", i => Exiting.Contains(i.Name) ? Route.Exit : Route.GuestMode);

    /// <summary>Every instruction is done in software.</summary>
    public static Virtualizer Emulation { get; } = new("emulation", _ => Route.Interpreted);

    /// <summary>All that can carry a guest, and the one that cannot.</summary>
    public static IReadOnlyList<Virtualizer> All { get; } =
        [PureTrapAndEmulate, BinaryTranslation, Paravirtualization, HardwareAssist, Emulation];

    /// <summary>
    /// Route of an instruction of a user program: user code is never translated or changed (an emulator excepted); a privileged
    /// one faults whatever the technique, and the fault is the guest kernel's to handle.
    /// </summary>
    public Route UserRoute(Instruction instruction) => instruction.Kind == InstructionKind.Privileged ? Route.Fault
        : this == Emulation ? Route.Interpreted
        : this == BareMachine || this == HardwareAssist ? Route.GuestMode
        : Route.Direct;

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
