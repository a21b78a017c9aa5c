using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>How fast a guest moves a long stream of data: as fast as the slowest of its CPU, its device thread and the wire.</summary>
/// <param name="PerSecond">Rate of user data.</param>
/// <param name="BoundBy">What is busy all the time: <c>wire</c>, <c>CPU</c> or <c>device thread</c>.</param>
public sealed record NetworkThroughput(Bandwidth PerSecond, string BoundBy)
{
    private static readonly Bytes Headers = new(52);   // IP and TCP with time stamps
    private static readonly Bytes Ethernet = new(38);  // preamble, header, check sum, gap between frames

    /// <summary>The rate on a platform: the three stations work at the same time, so the longest time of a unit counts.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="host">The machine; its interface sets the wire's rate.</param>
    /// <param name="unit">One unit of the stream.</param>
    /// <param name="data">User data in a unit.</param>
    /// <param name="mtu">Largest packet on the wire; offloading to the device does not change that.</param>
    public static NetworkThroughput Of(Platform platform, HostModel host, WorkProfile unit, Bytes data, Bytes mtu)
    {
        var cost = platform.Cost(unit, host);
        var onWire = data.Count * ((mtu + Ethernet) / (mtu - Headers));
        var (seconds, boundBy) = new (double Seconds, string BoundBy)[]
        {
            (onWire / host.Nic.Bandwidth.BytesPerSecond, "wire"), (Seconds(cost.OnCpu), "CPU"), (Seconds(cost.Device), "device thread"),
        }.MaxBy(s => s.Seconds);
        return new NetworkThroughput(new Bandwidth(data.Count / seconds), boundBy);

        double Seconds(Cycles cycles) => cycles.Count / host.Cpu.Clock.Hertz;
    }
}
