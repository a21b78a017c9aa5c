using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Networking.Topologies;

/// <summary>Machines on one switch that is never the bottleneck.</summary>
/// <param name="parameters">What the latency is made of.</param>
/// <param name="nics">The rate of each machine's interface.</param>
/// <exception cref="ArgumentException">No machine, or a rate that is not positive.</exception>
public sealed class OneSwitch(Parameters parameters, IReadOnlyList<Bandwidth> nics) : ITopology
{
    private readonly TopologyLatency latency = TopologyLatency.Of(parameters);
    private readonly Machines machines = new(nics, int.MaxValue);

    /// <inheritdoc/>
    public int Hosts => machines.Count;

    /// <summary>One.</summary>
    public int Racks => 1;

    /// <inheritdoc/>
    public int RackOf(int host) => machines.RackOf(host);

    /// <inheritdoc/>
    public Link Up(int host) => machines.Up(host);

    /// <inheritdoc/>
    public Link Down(int host) => machines.Down(host);

    /// <inheritdoc/>
    public void AddPath(int from, int to, long flow, List<Link> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (machines.IsOne(from, to))
            return;
        path.Add(Up(from));
        path.Add(Down(to));
    }

    /// <inheritdoc/>
    public TimeSpan Latency(int from, int to) => latency.Over(machines.IsOne(from, to) ? 0 : 1);
}
