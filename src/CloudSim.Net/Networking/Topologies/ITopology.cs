namespace CloudSim.Net.Networking.Topologies;

/// <summary>
/// What cables and switches join the machines of a datacenter, those that run guests and those that store data alike; they are numbered
/// from 0. A cable has a link in each direction. Between some machines there are several ways of equal cost; a flow takes one of them,
/// which the machines and the flow's number decide (ECMP, RFC 2992).
/// </summary>
public interface ITopology
{
    /// <summary>Machines, each with one network interface.</summary>
    int Hosts { get; }

    /// <summary>Racks with machines, each with one switch; the last one may be partly filled.</summary>
    int Racks { get; }

    /// <summary>The rack of a machine, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine.</exception>
    int RackOf(int host);

    /// <summary>From a machine's interface to its switch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine.</exception>
    Link Up(int host);

    /// <summary>From a machine's switch to its interface.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine.</exception>
    Link Down(int host);

    /// <summary>Adds the links that a flow crosses, in order; none from a machine to itself.</summary>
    /// <param name="from">The machine that sends.</param>
    /// <param name="to">The machine that receives.</param>
    /// <param name="flow">The flow's number among those from there.</param>
    /// <param name="path">Where the links are added.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine.</exception>
    void AddPath(int from, int to, long flow, List<Link> path);

    /// <summary>The links that a flow crosses, in a list of its own: see <see cref="AddPath"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine.</exception>
    IReadOnlyList<Link> Path(int from, int to, long flow)
    {
        var path = new List<Link>();
        AddPath(from, to, flow, path);
        return path;
    }

    /// <summary>Time of a small packet from interface to interface, if it has to wait for no other one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such machine.</exception>
    TimeSpan Latency(int from, int to);
}
