using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>A block device: requests wait in parallel for their data (channels), and share one path to memory (bandwidth).</summary>
/// <param name="ReadLatency">Time until the first byte of a small random read, device alone.</param>
/// <param name="Channels">Requests whose latency runs side by side.</param>
/// <param name="Bandwidth">Rate of the path to memory, one transfer after the other.</param>
public sealed record DiskModel(TimeSpan ReadLatency, int Channels, Bandwidth Bandwidth);
