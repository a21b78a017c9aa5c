using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Io;

/// <summary>What <c>io.stat</c> shows of one device, at one instant.</summary>
/// <param name="ReadBytes">rbytes.</param>
/// <param name="WrittenBytes">wbytes.</param>
/// <param name="Reads">rios.</param>
/// <param name="Writes">wios.</param>
public readonly record struct IoStat(Bytes ReadBytes, Bytes WrittenBytes, long Reads, long Writes);
