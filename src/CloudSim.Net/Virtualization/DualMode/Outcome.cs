namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>What an instruction did on the CPU on which it really ran.</summary>
/// <param name="State">System state afterwards.</param>
/// <param name="Value">What the program sees (0 for none).</param>
/// <param name="Raises">Vector of the exception or software interrupt that it raised instead; null for none.</param>
/// <param name="Returns">Whether it returns from an event, through the frame that the event left on the stack.</param>
public readonly record struct Outcome(SystemState State, long Value = 0, int? Raises = null, bool Returns = false);
