using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Io;

/// <summary>A request that waits for its turn at the disk.</summary>
internal readonly record struct IoRequest(Event Done, Bytes Size, bool Write);
