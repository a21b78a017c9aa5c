using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>What came of charging memory to a cgroup.</summary>
/// <param name="Charged">Whether the memory is there; false if the process that asked was ended for it.</param>
/// <param name="Reclaimed">Cache that had to give way.</param>
/// <param name="Delay">How long the process is held back for being above <c>memory.high</c>.</param>
/// <param name="Killed">Processes ended because nothing could be reclaimed.</param>
public readonly record struct ChargeResult(bool Charged, Bytes Reclaimed, TimeSpan Delay, IReadOnlyList<KernelProcess> Killed);
