namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>An instruction class: what it does on the CPU, and in the ring, in which it really executes.</summary>
/// <param name="Name">Mnemonic.</param>
/// <param name="Kind">How it relates to privilege.</param>
/// <param name="Execute">From state and operand to the outcome.</param>
public sealed record Instruction(string Name, InstructionKind Kind, Func<SystemState, long, Outcome> Execute)
{
    /// <summary>Whether user-mode instruction prevention (CR4.UMIP) makes it fault outside ring 0.</summary>
    public bool IsPreventable { get; init; }

    /// <summary>
    /// The same instruction on a CPU where it is privileged: outside ring 0 it raises a general protection fault, as Popek and Goldberg
    /// (1974) ask of every sensitive instruction.
    /// </summary>
    public Instruction Trapping => this with
    {
        Kind = InstructionKind.Privileged,
        Execute = (state, operand) =>
            state.Cpl == Ring.Zero ? Execute(state, operand) : new Outcome(state, Raises: Vector.GeneralProtection),
    };

    /// <summary>The mnemonic.</summary>
    public override string ToString() => Name;
}
