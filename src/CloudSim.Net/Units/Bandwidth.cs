namespace CloudSim.Net.Units;

/// <summary>A rate of data.</summary>
/// <param name="BytesPerSecond">Bytes in one second; positive.</param>
public readonly record struct Bandwidth(double BytesPerSecond)
{
    /// <summary>The rate in Gbit/s (10^9 bits).</summary>
    public double GbitPerSecond => BytesPerSecond * 8 / 1e9;

    /// <summary>The rate in MB/s (10^6 bytes).</summary>
    public double MBPerSecond => BytesPerSecond / 1e6;

    /// <summary>The rate in MB/s, for instance <c>500 MB/s</c>.</summary>
    public override string ToString() => $"{MBPerSecond:0.##} MB/s";
}
