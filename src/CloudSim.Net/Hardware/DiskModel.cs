using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>A block device: requests wait for their data in parallel (channels), then share one path to memory.</summary>
/// <param name="ReadLatency">Time until the first byte of a small random read, device alone.</param>
/// <param name="Channels">Requests whose latency runs side by side.</param>
/// <param name="ChannelBandwidth">Rate of one request's data, device alone.</param>
/// <param name="Bandwidth">Rate of the path to memory, which one request after the other uses.</param>
public sealed record DiskModel(TimeSpan ReadLatency, int Channels, Bandwidth ChannelBandwidth, Bandwidth Bandwidth)
{
    /// <summary>
    /// Time on the channel before the path to memory is needed: together they take latency plus size at the channel's rate.
    /// </summary>
    public TimeSpan ChannelTime(Bytes size) => ReadLatency + size / ChannelBandwidth - size / Bandwidth;
}
