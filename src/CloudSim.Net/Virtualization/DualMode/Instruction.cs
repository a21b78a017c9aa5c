namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>An instruction class: what it does to the system state of the CPU on which it really executes.</summary>
/// <param name="Name">Mnemonic.</param>
/// <param name="Kind">How it relates to privilege.</param>
/// <param name="Execute">From state and operand to the new state and the value that the program sees (0 for none).</param>
public sealed record Instruction(string Name, InstructionKind Kind, Func<SystemState, long, (SystemState State, long Value)> Execute)
{
    /// <summary>The mnemonic.</summary>
    public override string ToString() => Name;
}
