namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>A way of running a guest's kernel and programs, as the route that each instruction takes.</summary>
/// <param name="Name">The technique's name in the field.</param>
/// <param name="KernelRing">The ring in which code of the guest's kernel really runs when the CPU executes it directly.</param>
/// <param name="KernelRoute">Route of an instruction of the guest's kernel.</param>
/// <param name="UserRoute">Route of an instruction of a user program, by what the hypervisor knows of the guest's state.</param>
public sealed record Virtualizer(string Name, Ring KernelRing, Func<Instruction, Route> KernelRoute, Func<Instruction, SystemState,
    Route> UserRoute)
{
    // What leaves guest mode whatever the generation, and what a hypervisor must see to keep shadow page tables.
    private static readonly HashSet<string> Exiting = ["CPUID", "HLT", "WRMSR", "IN", "OUT"];
    private static readonly HashSet<string> ExitingForShadows = ["MOV CR0", "MOV CR3", "INVLPG"];

    // What a kernel changed for a hypervisor must ask it to do (the hypercalls of Barham et al., SOSP 2003, sec. 3 and table 1).
    private static readonly HashSet<string> Asked = ["MOV CR0", "MOV CR3", "LGDT", "LIDT", "LLDT", "LTR", "HLT", "INVLPG", "WRMSR", "IN",
        "OUT", "IRET"];

    /// <summary>
    /// Whether the guest's kernel must be changed for it. An unchanged one then runs as under <see cref="PureTrapAndEmulate"/>.
    /// </summary>
    public bool NeedsChangedKernel { get; init; }

    /// <summary>No guest: the kernel runs in ring 0 of the machine.</summary>
    public static Virtualizer BareMachine { get; } = new("bare machine", Ring.Zero, _ => Route.GuestMode, (_, _) => Route.GuestMode);

    /// <summary>The kernel in ring 1 and nothing else: what traps is emulated, what does not trap is not noticed.</summary>
    public static Virtualizer PureTrapAndEmulate { get; } =
        new("pure trap-and-emulate", Ring.One, i => i.Kind == InstructionKind.Privileged ? Route.Trap : Route.Direct, DirectUser);

    /// <summary>
    /// The kernel's code is translated before it runs; only sensitive and privileged instructions are replaced. User code runs
    /// directly, unless it could notice: with interrupts off, or with an I/O privilege level that lets it change the interrupt
    /// flag, it is translated too (Bugnion et al., ACM TOCS 2012).
    /// </summary>
    public static Virtualizer BinaryTranslation { get; } = new("binary translation", Ring.One, Translated,
        (i, guest) => guest.Iopl == Ring.Three || !guest.InterruptFlag ? Translated(i) : DirectUser(i, guest));

    /// <summary>
    /// The kernel's source was changed: what needs the hypervisor is a call, the interrupt flag is a word in shared memory, and what
    /// would tell the ring or the hypervisor's registers is not used.
    /// </summary>
    public static Virtualizer Paravirtualization { get; } = new("paravirtualization", Ring.One,
        i => i.Kind == InstructionKind.Safe ? Route.Direct : Asked.Contains(i.Name) ? Route.Hypercall : Route.Changed,
        DirectUser) { NeedsChangedKernel = true };

    /// <summary>
    /// The kernel is itself a program in user mode (User-Mode Linux, gVisor's Sentry): it has no use for system instructions.
    /// </summary>
    public static Virtualizer UserSpaceKernel { get; } = new("user-space kernel", Ring.Three,
        i => i.Kind == InstructionKind.Safe ? Route.Direct : Route.Changed, DirectUser) { NeedsChangedKernel = true };

    /// <summary>
    /// The kernel runs in ring 0 of guest mode and owns its system state; the hypervisor sees what it must: devices, idling,
    /// model-specific registers, CPUID. With nested paging the guest's page tables are its own.
    /// </summary>
    public static Virtualizer HardwareAssist { get; } = new("hardware assist", Ring.Zero, i => Guest(i, shadows: false),
        (i, _) => UserInGuestMode(i));

    /// <summary>
    /// The first generation: without nested paging the hypervisor keeps shadow page tables and must see what changes them.
    /// </summary>
    public static Virtualizer HardwareAssistShadowing { get; } =
        new("hardware assist, shadow paging", Ring.Zero, i => Guest(i, shadows: true), (i, _) => UserInGuestMode(i));

    /// <summary>Every instruction is done in software.</summary>
    public static Virtualizer Emulation { get; } = new("emulation", Ring.Three, _ => Route.Interpreted, (_, _) => Route.Interpreted);

    /// <summary>All that can carry a kernel in a machine of its own, and the one that cannot.</summary>
    public static IReadOnlyList<Virtualizer> All { get; } =
        [PureTrapAndEmulate, BinaryTranslation, Paravirtualization, HardwareAssistShadowing, HardwareAssist, Emulation];

    /// <summary>How this technique runs a kernel that nobody changed for it.</summary>
    public Virtualizer OnUnchangedKernel => NeedsChangedKernel ? PureTrapAndEmulate : this;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static Route DirectUser(Instruction instruction, SystemState guest) => Route.Direct;

    // CPUID is no sensitive instruction, yet a translator has its own code in its place: the guest is to see the virtual CPU.
    private static Route Translated(Instruction i) =>
        i.Kind == InstructionKind.Safe && i != InstructionSet.CpuId ? Route.Direct : Route.Rewritten;

    private static Route Guest(Instruction i, bool shadows) =>
        Exiting.Contains(i.Name) || (shadows && ExitingForShadows.Contains(i.Name)) ? Route.Exit : Route.GuestMode;

    private static Route UserInGuestMode(Instruction i) => i == InstructionSet.CpuId ? Route.Exit : Route.GuestMode;
}
