using System.Globalization;

namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>The first instruction at which a guest ceases to be like the bare machine: the one that breaks it.</summary>
/// <param name="Position">Its place in the program, from 0.</param>
/// <param name="Got">What came of it in the guest.</param>
/// <param name="Right">What comes of it on the bare machine.</param>
public readonly record struct Divergence(int Position, Executed Got, Executed Right)
{
    /// <summary>The instruction.</summary>
    public Instruction Instruction => Got.Instruction;

    /// <summary>What is wrong, in words.</summary>
    public string Reason =>
        Got.Event != Right.Event ? $"raises {Name(Got.Event)}, on the bare machine {Name(Right.Event)}"
        : Got.Value != Right.Value ? $"sees {Hex(Got.Value)}, on the bare machine {Hex(Right.Value)}"
        : Got.State.InterruptFlag != Right.State.InterruptFlag
            ? $"leaves interrupts {OnOff(Got.State)}, on the bare machine {OnOff(Right.State)}"
        : "changes another system state than on the bare machine";

    /// <summary>Instruction, place and reason.</summary>
    public override string ToString() => $"{Instruction} (instruction {Position + 1}) {Reason}";

    private static string Name(int? vector) => vector switch
    {
        null => "nothing",
        Vector.GeneralProtection => "a general protection fault",
        Vector.Timer => "the timer's interrupt",
        { } n => $"event {n}",
    };

    private static string Hex(long value) => "0x" + value.ToString("X", CultureInfo.InvariantCulture);

    private static string OnOff(SystemState state) => state.InterruptFlag ? "on" : "off";
}
