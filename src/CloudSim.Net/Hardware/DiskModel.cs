using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>A block device: requests wait for their data in parallel (channels), then share one path to memory.</summary>
/// <param name="ReadLatency">Time until the first byte of a small random read, device alone; not negative.</param>
/// <param name="Channels">Requests whose latency runs side by side; at least 1.</param>
/// <param name="ChannelBandwidth">Rate of one request's data, device alone; positive.</param>
/// <param name="Bandwidth">Rate of the path to memory, which one request after the other uses; positive.</param>
/// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
public sealed record DiskModel(TimeSpan ReadLatency, int Channels, Bandwidth ChannelBandwidth, Bandwidth Bandwidth)
{
    /// <summary>Time until the first byte of a small random read, device alone; not negative.</summary>
    public TimeSpan ReadLatency { get; init => field = Check.Time(value); } = Check.Time(ReadLatency);

    /// <summary>Requests whose latency runs side by side; at least 1.</summary>
    public int Channels { get; init => field = Check.Between(value, 1, int.MaxValue); } = Check.Between(Channels, 1, int.MaxValue);

    /// <summary>Rate of one request's data, device alone; positive.</summary>
    public Bandwidth ChannelBandwidth { get; init => field = Check.Rate(value); } = Check.Rate(ChannelBandwidth);

    /// <summary>Rate of the path to memory, which one request after the other uses; positive.</summary>
    public Bandwidth Bandwidth { get; init => field = Check.Rate(value); } = Check.Rate(Bandwidth);

    /// <summary>
    /// Time on the channel before the path to memory is needed: together they take latency plus size at the channel's rate.
    /// </summary>
    public TimeSpan ChannelTime(Bytes size) => ReadLatency + size / ChannelBandwidth - size / Bandwidth;
}
