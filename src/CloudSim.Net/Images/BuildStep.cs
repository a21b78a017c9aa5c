namespace CloudSim.Net.Images;

/// <summary>What a build did for one instruction.</summary>
/// <param name="Instruction">The instruction.</param>
/// <param name="Cached">Whether the result came from the build cache.</param>
/// <param name="Layer">The layer that it made; null for instructions that only change the configuration.</param>
/// <param name="Work">What the union file system did for it.</param>
public sealed record BuildStep(BuildInstruction Instruction, bool Cached, Layer? Layer, UnionWork Work);
