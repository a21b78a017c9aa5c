using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Networking.Topologies;

/// <summary>
/// A datacenter's network at work: data between its machines crosses the links of the topology. What is larger than a segment of TCP is a
/// flow, with max-min fairness. What is smaller is a message: on each link it queues behind the messages before it, at the rate that one
/// flow more would have there now, and it arrives when it has passed the slowest and its latency has passed. Messages feel flows, and flows
/// do not feel messages: they are too many and too short for an event at every start and end, and take little of what flows have.
/// </summary>
public sealed class Fabric
{
    private readonly List<Link> path = [];
    private readonly long[] begun; // flows from each machine, so that those from elsewhere do not change the ways of these

    /// <summary>A network without traffic.</summary>
    /// <param name="parameters">What the size of a segment is read from.</param>
    /// <param name="simulation">The simulation.</param>
    /// <param name="topology">Its cables and switches.</param>
    public Fabric(Parameters parameters, Simulation simulation, ITopology topology)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(topology);
        Segment = NetworkCosts.Of(parameters).Segment;
        (Simulation, Topology, Flows, begun) = (simulation, topology, new(simulation), new long[topology.Hosts]);
    }

    /// <summary>The simulation.</summary>
    public Simulation Simulation { get; }

    /// <summary>Its cables and switches.</summary>
    public ITopology Topology { get; }

    /// <summary>Its flows.</summary>
    public FlowNetwork Flows { get; }

    /// <summary>The largest message.</summary>
    public Bytes Segment { get; }

    /// <summary>
    /// Starts to move data from one machine to another, whatever its size; within one machine it is done at once. The latency is not in it.
    /// </summary>
    /// <param name="from">The machine that sends.</param>
    /// <param name="to">The machine that receives.</param>
    /// <param name="size">How much.</param>
    /// <param name="mostRate">See <see cref="Flow.MostRate"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine, or a negative size or rate.</exception>
    public Flow Start(int from, int to, Bytes size, Bandwidth? mostRate = null)
    {
        path.Clear();
        AddPath(from, to, path);
        return Flows.Start(size, mostRate, path);
    }

    /// <summary>Adds the links that the next flow from one machine to another crosses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine.</exception>
    public void AddPath(int from, int to, List<Link> path)
    {
        Check.Between(from, 0, Topology.Hosts - 1, nameof(from));
        Topology.AddPath(from, to, begun[from]++, path);
    }

    /// <summary>Sends data, as a message or as a flow; the event succeeds when the last byte has arrived.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine, or a negative size.</exception>
    public Event Send(int from, int to, Bytes size)
    {
        var arrived = new Event(Simulation);
        new Delivery(Simulation, () => arrived.Succeed()).Send(this, from, to, size);
        return arrived;
    }

    /// <summary>Sends a message; returns when its last byte arrives, or null if a link on its way has no capacity now.</summary>
    internal DateTime? Message(int from, int to, Bytes size)
    {
        path.Clear();
        AddPath(from, to, path);
        foreach (var link in path)
            if (link.Capacity.BytesPerSecond == 0)
                return null;
        var passed = Simulation.Now;
        foreach (var link in path)
        {
            var time = link.Pass(Simulation.Now, size);
            if (time > passed)
                passed = time;
        }
        return passed + Topology.Latency(from, to);
    }
}
