namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>
/// The classes of x86 instructions that matter here. The sensitive ones are those of Robin and Irvine, USENIX Security 2000,
/// sec. 3: 17 in their count, 18 here since VERR and VERW stand apart.
/// </summary>
public static class InstructionSet
{
    private const long InterruptBit = 1 << 9;
    private const int IoplShift = 12;
    private const long KernelSelector = 0x10;

    /// <summary>Arithmetic, loads, stores, jumps within a segment.</summary>
    public static Instruction Add { get; } = new("ADD", InstructionKind.Safe, (s, x) => (s, x + 1));

    /// <summary>The privileged ones: they trap outside ring 0, so that a hypervisor can step in.</summary>
    public static IReadOnlyList<Instruction> Privileged { get; } =
    [
        Writes("MOV CR0", (s, x) => s with { Cr0 = x }),
        Writes("MOV CR3", (s, x) => s with { Cr3 = x }),
        Writes("LGDT", (s, x) => s with { Gdt = x }),
        Writes("LIDT", (s, x) => s with { Idt = x }),
        Writes("LLDT", (s, x) => s with { Ldt = x }),
        Writes("LTR", (s, x) => s with { TaskRegister = x }),
        Writes("CLI", (s, _) => s with { InterruptFlag = false }),
        Writes("STI", (s, _) => s with { InterruptFlag = true }),
        Writes("HLT", (s, _) => s),
        Writes("INVLPG", (s, _) => s),
        Writes("WRMSR", (s, _) => s),
        Writes("OUT", (s, _) => s),
    ];

    /// <summary>The sensitive ones that do not trap.</summary>
    public static IReadOnlyList<Instruction> Sensitive { get; } =
    [
        Reads("SGDT", s => s.Gdt),
        Reads("SIDT", s => s.Idt),
        Reads("SLDT", s => s.Ldt),
        Reads("SMSW", s => s.Cr0 & 0xFFFF),
        Reads("PUSHF", s => (s.InterruptFlag ? InterruptBit : 0) | ((long)s.Iopl << IoplShift)),
        new("POPF", InstructionKind.Sensitive, PopFlags),
        Checks("LAR"),
        Checks("LSL"),
        Checks("VERR"),
        Checks("VERW"),
        Checks("POP segment"),
        Reads("PUSH segment", s => KernelSelector | (long)s.Cpl),
        Checks("CALL far"),
        Checks("JMP far"),
        Checks("INT n"),
        Checks("RET far"),
        Reads("STR", s => s.TaskRegister),
        Reads("MOV segment", s => KernelSelector | (long)s.Cpl),
    ];

    /// <summary>All of the above.</summary>
    public static IReadOnlyList<Instruction> All { get; } = [Add, .. Privileged, .. Sensitive];

    private static Instruction Writes(string name, Func<SystemState, long, SystemState> change) =>
        new(name, InstructionKind.Privileged, (s, x) => (change(s, x), 0));

    private static Instruction Reads(string name, Func<SystemState, long> value) =>
        new(name, InstructionKind.Sensitive, (s, _) => (s, value(s)));

    // Passes if the ring in which it really runs may use a segment or gate of the kernel (descriptor privilege level 0).
    private static Instruction Checks(string name) =>
        new(name, InstructionKind.Sensitive, (s, _) => (s, s.Cpl <= Ring.Zero ? 1 : 0));

    // Outside ring 0 the I/O privilege level stays, and beyond that level the interrupt flag too: without a trap.
    private static (SystemState State, long Value) PopFlags(SystemState s, long flags)
    {
        var interrupts = (flags & InterruptBit) != 0;
        return s.Cpl == Ring.Zero ? (s with { InterruptFlag = interrupts, Iopl = (Ring)((flags >> IoplShift) & 3) }, 0)
            : s.Cpl <= s.Iopl ? (s with { InterruptFlag = interrupts }, 0)
            : (s, 0);
    }
}
