namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>An instruction class: what it does on the CPU, and in the ring, in which it really executes.</summary>
/// <param name="Name">Mnemonic.</param>
/// <param name="Kind">How it relates to privilege.</param>
/// <param name="Execute">From state and operand to the outcome.</param>
public sealed record Instruction(string Name, InstructionKind Kind, Func<SystemState, long, Outcome> Execute)
{
    /// <summary>Whether user-mode instruction prevention (CR4.UMIP) makes it fault outside ring 0.</summary>
    public bool IsPreventable { get; init; }

    /// <summary>The mnemonic.</summary>
    public override string ToString() => Name;
}
