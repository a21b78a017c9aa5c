using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Networking.Topologies;

/// <summary>
/// A fat tree of switches with k ports each (Al-Fares, Loukissas and Vahdat, A Scalable, Commodity Data Center Network Architecture,
/// SIGCOMM 2008): k pods of k/2 racks with k/2 machines, each pod with k/2 aggregation switches, and (k/2)^2 core switches; all its cables
/// have one rate, and the bisection bandwidth is full. A flow between pods takes one of the core switches, by hash (where that paper also
/// tries to place flows better).
/// </summary>
public sealed class FatTree : ITopology
{
    private readonly TopologyLatency latency;
    private readonly Machines machines;
    private readonly Cables toAggregation, fromAggregation, toCore, fromCore;
    private readonly int half;

    /// <summary>A fat tree with these machines in its first places.</summary>
    /// <param name="parameters">What the latency is made of.</param>
    /// <param name="nics">The rate of each machine's interface; at most k^3/4 of them.</param>
    /// <param name="ports">Ports of a switch (k), even, from 2 to 1,024.</param>
    /// <param name="cable">Rate of the cables between switches; that of the fastest interface if left out.</param>
    /// <exception cref="ArgumentException">An odd number of ports, more machines than places, none, or a rate that is not
    /// positive.</exception>
    public FatTree(Parameters parameters, IReadOnlyList<Bandwidth> nics, int ports, Bandwidth? cable = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(nics);
        Check.Between(ports, 2, 1024, nameof(ports));
        if (ports % 2 != 0)
            throw new ArgumentException($"switches of a fat tree have an even number of ports, not {ports}", nameof(ports));
        var places = ports * ports * ports / 4;
        if (nics.Count > places)
            throw new ArgumentException($"a fat tree of switches with {ports} ports has {places} places, fewer than {nics.Count} machines",
                nameof(nics));
        half = ports / 2;
        (latency, machines, Ports) = (TopologyLatency.Of(parameters), new(nics, half), ports);
        var rate = cable is { } given ? Check.Rate(given, nameof(cable)) : machines.Fastest;
        var pods = (machines.Racks - 1) / half + 1;
        var cores = half * half;
        toAggregation = new(machines.Racks * half, i => new($"rack {i / half} to {Aggregation(i)}", rate));
        fromAggregation = new(machines.Racks * half, i => new($"{Aggregation(i)} to rack {i / half}", rate));
        toCore = new(pods * cores, i => new($"aggregation {i / half} to core {i % cores}", rate));
        fromCore = new(pods * cores, i => new($"core {i % cores} to aggregation {i / half}", rate));

        string Aggregation(int cable) => $"aggregation {cable / cores * half + cable % half}";
    }

    /// <inheritdoc/>
    public int Hosts => machines.Count;

    /// <inheritdoc/>
    public int Racks => machines.Racks;

    /// <summary>Ports of a switch.</summary>
    public int Ports { get; }

    /// <inheritdoc/>
    public int RackOf(int host) => machines.RackOf(host);

    /// <summary>The pod of a machine, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine.</exception>
    public int PodOf(int host) => RackOf(host) / half;

    /// <inheritdoc/>
    public Link Up(int host) => machines.Up(host);

    /// <inheritdoc/>
    public Link Down(int host) => machines.Down(host);

    /// <inheritdoc/>
    public void AddPath(int from, int to, long flow, List<Link> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var (source, target) = (RackOf(from), RackOf(to));
        if (from == to)
            return;
        path.Add(Up(from));
        if (source / half != target / half)
        {
            var core = EqualCost.Choose(from, to, flow, half * half);
            var aggregation = core / half;
            path.Add(toAggregation[source * half + aggregation]);
            path.Add(toCore[source / half * half * half + core]);
            path.Add(fromCore[target / half * half * half + core]);
            path.Add(fromAggregation[target * half + aggregation]);
        }
        else if (source != target)
        {
            var aggregation = EqualCost.Choose(from, to, flow, half);
            path.Add(toAggregation[source * half + aggregation]);
            path.Add(fromAggregation[target * half + aggregation]);
        }
        path.Add(Down(to));
    }

    /// <inheritdoc/>
    public TimeSpan Latency(int from, int to)
    {
        var (source, target) = (RackOf(from), RackOf(to));
        return latency.Over(source / half != target / half ? 5 : source != target ? 3 : from == to ? 0 : 1);
    }
}
