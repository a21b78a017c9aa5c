using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Networking.Topologies;

/// <summary>
/// Racks of machines, each with a leaf switch that has one cable to every spine switch (a folded Clos network of two stages). A flow
/// between racks takes one spine.
/// </summary>
public sealed class LeafSpine : ITopology
{
    private readonly TopologyLatency latency;
    private readonly Machines machines;
    private readonly Cables toSpine, fromSpine;

    /// <summary>A network of these machines, in racks in the order of their numbers.</summary>
    /// <param name="parameters">What the latency is made of.</param>
    /// <param name="nics">The rate of each machine's interface.</param>
    /// <param name="hostsPerRack">Machines of a rack, at least 1.</param>
    /// <param name="spines">Spine switches, at least 1.</param>
    /// <param name="uplink">Rate of a cable from leaf to spine.</param>
    /// <exception cref="ArgumentException">No machine, rack or spine, or a rate that is not positive.</exception>
    public LeafSpine(Parameters parameters, IReadOnlyList<Bandwidth> nics, int hostsPerRack, int spines, Bandwidth uplink)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spines);
        Check.Rate(uplink, nameof(uplink));
        (latency, machines, Spines) = (TopologyLatency.Of(parameters), new(nics, hostsPerRack), spines);
        var count = checked(machines.Racks * spines);
        toSpine = new(count, i => new($"rack {i / spines} to spine {i % spines}", uplink));
        fromSpine = new(count, i => new($"spine {i % spines} to rack {i / spines}", uplink));
    }

    /// <summary>
    /// The same with cables between leaf and spine of such a rate that the interfaces of a rack, of the rack with most, have
    /// <paramref name="oversubscription"/> times the rate of its leaf's cables to the spines: 1 for full bisection bandwidth, 3 is usual.
    /// </summary>
    /// <exception cref="ArgumentException">No machine, rack or spine, or a rate or ratio that is not positive.</exception>
    public LeafSpine(Parameters parameters, IReadOnlyList<Bandwidth> nics, int hostsPerRack, int spines, double oversubscription)
        : this(parameters, nics, hostsPerRack, spines,
            new Bandwidth(new Machines(nics, hostsPerRack).MostOfARack.BytesPerSecond / spines
                / Check.Positive(oversubscription, nameof(oversubscription))))
    {
    }

    /// <inheritdoc/>
    public int Hosts => machines.Count;

    /// <inheritdoc/>
    public int Racks => machines.Racks;

    /// <summary>Spine switches.</summary>
    public int Spines { get; }

    /// <inheritdoc/>
    public int RackOf(int host) => machines.RackOf(host);

    /// <inheritdoc/>
    public Link Up(int host) => machines.Up(host);

    /// <inheritdoc/>
    public Link Down(int host) => machines.Down(host);

    /// <summary>From a rack's leaf to a spine.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rack or spine.</exception>
    public Link ToSpine(int rack, int spine) => toSpine[Number(rack, spine)];

    /// <summary>From a spine to a rack's leaf.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rack or spine.</exception>
    public Link FromSpine(int rack, int spine) => fromSpine[Number(rack, spine)];

    /// <inheritdoc/>
    public void AddPath(int from, int to, long flow, List<Link> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var (source, target) = (RackOf(from), RackOf(to));
        if (from == to)
            return;
        path.Add(Up(from));
        if (source != target)
        {
            var spine = EqualCost.Choose(from, to, flow, Spines);
            path.Add(ToSpine(source, spine));
            path.Add(FromSpine(target, spine));
        }
        path.Add(Down(to));
    }

    /// <inheritdoc/>
    public TimeSpan Latency(int from, int to) => latency.Over(RackOf(from) != RackOf(to) ? 3 : from == to ? 0 : 1);

    private int Number(int rack, int spine) =>
        Check.Between(rack, 0, Racks - 1, nameof(rack)) * Spines + Check.Between(spine, 0, Spines - 1, nameof(spine));
}
