namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>Programs of a guest for the dual-mode machine.</summary>
public static class KernelProgram
{
    private const long InterruptsOn = 1 << 9;

    /// <summary>
    /// What every kernel does as it was written for a bare machine: its tables, its page table, a critical section whose flags are saved
    /// and restored while a timer interrupt arrives, then a program that calls it, oversteps its rights and returns.
    /// </summary>
    public static IReadOnlyList<(Instruction Instruction, long Operand)> Boot { get; } =
    [
        (InstructionSet.Named("CLI"), 0),
        (InstructionSet.Named("LGDT"), 0x4000),
        (InstructionSet.Named("LIDT"), 0x5000),
        (InstructionSet.Named("LTR"), 0x48),
        (InstructionSet.Named("MOV CR3"), 0x9000),
        (InstructionSet.Named("MOV CR0"), 0x8005_0033),
        (InstructionSet.CpuId, 0),
        (InstructionSet.Named("STI"), 0),
        (InstructionSet.Named("PUSHF"), 0),
        (InstructionSet.Named("CLI"), 0),
        (InstructionSet.Interrupt, Vector.Timer),
        (InstructionSet.Named("POPF"), InterruptsOn),
        (InstructionSet.Named("OUT"), 0),
        (InstructionSet.Iret, 0),
        (InstructionSet.Iret, InterruptsOn),
        (InstructionSet.Add, 1),
        (InstructionSet.Named("INT n"), Vector.SystemCall),
        (InstructionSet.Named("MOV segment"), 0),
        (InstructionSet.Iret, 0),
        (InstructionSet.Named("MOV CR3"), 0x666000),
    ];

    /// <summary>
    /// An application that is a process and calls its kernel: the kernel starts it in user mode, the call is a software interrupt.
    /// </summary>
    public static IReadOnlyList<(Instruction Instruction, long Operand)> Process { get; } =
    [
        (InstructionSet.Iret, InterruptsOn),
        (InstructionSet.Add, 1),
        (InstructionSet.Named("INT n"), Vector.SystemCall),
        (InstructionSet.Named("MOV CR3"), 0x9000),
        (InstructionSet.Iret, 0),
        (InstructionSet.Add, 2),
    ];

    /// <summary>
    /// An application that its kernel is linked with, as a library, and that calls it: a jump within the segment there and back.
    /// </summary>
    public static IReadOnlyList<(Instruction Instruction, long Operand)> Linked { get; } =
    [
        (InstructionSet.Add, 1),
        (InstructionSet.Add with { Name = "CALL" }, 0),
        (InstructionSet.Named("MOV CR3"), 0x9000),
        (InstructionSet.Add with { Name = "RET" }, 0),
        (InstructionSet.Add, 2),
    ];
}
