using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>What came of reading or mapping a file.</summary>
/// <param name="Missing">What was not in memory: the caller reads it from its disk.</param>
/// <param name="Charge">What came of charging it.</param>
public readonly record struct FileRead(Bytes Missing, ChargeResult Charge);
