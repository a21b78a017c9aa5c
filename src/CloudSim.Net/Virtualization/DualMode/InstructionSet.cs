namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>
/// The classes of x86 instructions that matter here (Intel SDM vol. 2). The sensitive ones are those of Robin and Irvine, USENIX
/// Security 2000, sec. 3: 17 in their count, 18 here since VERR and VERW stand apart.
/// </summary>
public static class InstructionSet
{
    private const long InterruptBit = 1 << 9;
    private const int IoplShift = 12;
    private const long KernelSelector = 0x10;

    /// <summary>Arithmetic, loads, stores, jumps within a segment.</summary>
    public static Instruction Add { get; } = new("ADD", InstructionKind.Safe, (s, x) => new(s, x + 1));

    /// <summary>Reads what the CPU offers: the same in every ring, yet in guest mode it always leaves to the hypervisor.</summary>
    public static Instruction CpuId { get; } = new("CPUID", InstructionKind.Safe, (s, x) => new(s, 0x5000 | (x & 0xF)));

    /// <summary>The privileged ones: they trap outside ring 0, so that a hypervisor can step in.</summary>
    public static IReadOnlyList<Instruction> Privileged { get; } =
    [
        Writes("MOV CR0", (s, x) => s with { Cr0 = x }),
        Writes("MOV CR3", (s, x) => s with { Cr3 = x }),
        Writes("LGDT", (s, x) => s with { Gdt = x }),
        Writes("LIDT", (s, x) => s with { Idt = x }),
        Writes("LLDT", (s, x) => s with { Ldt = x }),
        Writes("LTR", (s, x) => s with { TaskRegister = x }),
        ByIopl("CLI", (s, _) => s with { InterruptFlag = false }),
        ByIopl("STI", (s, _) => s with { InterruptFlag = true }),
        Writes("HLT", (s, _) => s),
        Writes("INVLPG", (s, _) => s),
        Writes("WRMSR", (s, _) => s),
        ByIopl("IN", (s, _) => s),
        ByIopl("OUT", (s, _) => s),
    ];

    /// <summary>The sensitive ones that do not trap.</summary>
    public static IReadOnlyList<Instruction> Sensitive { get; } =
    [
        Stores("SGDT", s => s.Gdt),
        Stores("SIDT", s => s.Idt),
        Stores("SLDT", s => s.Ldt),
        Stores("SMSW", s => s.Cr0 & 0xFFFF),
        Reads("PUSHF", s => (s.InterruptFlag ? InterruptBit : 0) | ((long)s.Iopl << IoplShift)),
        new("POPF", InstructionKind.Sensitive, PopFlags),
        Checks("LAR"),
        Checks("LSL"),
        Checks("VERR"),
        Checks("VERW"),
        Loads("POP segment"),
        Reads("PUSH segment", s => KernelSelector | (long)s.Cpl),
        Loads("CALL far"),
        Loads("JMP far"),
        new("INT n", InstructionKind.Sensitive, SoftwareInterrupt),
        Loads("RET far"),
        Stores("STR", s => s.TaskRegister),
        Reads("MOV segment", s => KernelSelector | (long)s.Cpl),
    ];

    /// <summary>
    /// Return from an event, or, with no event to return from, the start of a user program with the flags of the operand. It
    /// restores flags as POPF does and changes rings as RET far does, in whose family Robin and Irvine count it.
    /// </summary>
    public static Instruction Iret { get; } = new("IRET", InstructionKind.Sensitive,
        (s, flags) => s.Cpl == Ring.Three ? PopFlags(s, flags) : new(s, Returns: true));

    /// <summary>A device raises an interrupt here; the operand is its vector.</summary>
    public static Instruction Interrupt { get; } = new("interrupt", InstructionKind.Interrupt, (s, _) => new(s));

    /// <summary>All of the above.</summary>
    public static IReadOnlyList<Instruction> All { get; } = [Add, CpuId, .. Privileged, .. Sensitive, Iret, Interrupt];

    /// <summary>The instruction of this mnemonic.</summary>
    /// <exception cref="ArgumentException">No such instruction; the message lists them.</exception>
    public static Instruction Named(string name) => All.FirstOrDefault(i => i.Name == name)
        ?? throw new ArgumentException($"no instruction '{name}' (known: {string.Join(", ", All)})");

    /// <summary>Interrupt flag and I/O privilege level of an operand of POPF or IRET.</summary>
    internal static (bool Interrupts, Ring Iopl) Flags(long flags) => ((flags & InterruptBit) != 0, (Ring)((flags >> IoplShift) & 3));

    private static Instruction Writes(string name, Func<SystemState, long, SystemState> change) =>
        new(name, InstructionKind.Privileged, (s, x) => s.Cpl == Ring.Zero ? new(change(s, x)) : Fault(s));

    private static Instruction ByIopl(string name, Func<SystemState, long, SystemState> change) =>
        new(name, InstructionKind.Privileged, (s, x) => s.Cpl <= s.Iopl ? new(change(s, x)) : Fault(s));

    private static Instruction Reads(string name, Func<SystemState, long> value) =>
        new(name, InstructionKind.Sensitive, (s, _) => new(s, value(s)));

    // Newer CPUs can be told to fault on these outside ring 0.
    private static Instruction Stores(string name, Func<SystemState, long> value) =>
        new(name, InstructionKind.Sensitive, (s, _) => s.Umip && s.Cpl != Ring.Zero ? Fault(s) : new(s, value(s))) { IsPreventable = true };

    // Tells by a flag, not by a fault, whether the ring in which it really runs may use a segment of the kernel (descriptor privilege level
    // 0).
    private static Instruction Checks(string name) =>
        new(name, InstructionKind.Sensitive, (s, _) => new(s, s.Cpl == Ring.Zero ? 1 : 0));

    // Loads a segment of the kernel: right in ring 0; elsewhere a fault that no kernel in ring 0 expects.
    private static Instruction Loads(string name) =>
        new(name, InstructionKind.Sensitive, (s, _) => s.Cpl == Ring.Zero ? new(s, KernelSelector) : Fault(s));

    // Outside ring 0 the I/O privilege level stays, and beyond that level the interrupt flag too: without a trap.
    private static Outcome PopFlags(SystemState s, long flags)
    {
        var (interrupts, iopl) = Flags(flags);
        return s.Cpl == Ring.Zero ? new(s with { InterruptFlag = interrupts, Iopl = iopl })
            : s.Cpl <= s.Iopl ? new(s with { InterruptFlag = interrupts })
            : new(s);
    }

    // The gates for system calls and breakpoints are open to user programs, those of the kernel's own events to ring 0.
    private static Outcome SoftwareInterrupt(SystemState s, long operand)
    {
        var vector = (int)(operand & 0xFF);
        var open = vector is Vector.SystemCall or Vector.Breakpoint;
        return new(s, Raises: open || s.Cpl == Ring.Zero ? vector : Vector.GeneralProtection);
    }

    private static Outcome Fault(SystemState s) => new(s, Raises: Vector.GeneralProtection);
}
