namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>One instruction that a guest ran, and what came of it.</summary>
/// <param name="Instruction">The instruction.</param>
/// <param name="Route">How it came to be executed.</param>
/// <param name="Value">What the guest's program saw.</param>
/// <param name="State">The guest's system state afterwards, as its hypervisor keeps it.</param>
/// <param name="Event">Vector of the event that the guest's kernel received at its end: a fault, a system call, an interrupt; null for
/// none.</param>
public readonly record struct Executed(Instruction Instruction, Route Route, long Value, SystemState State, int? Event);
