using CloudSim.Net.Units;

namespace CloudSim.Net.Networking.Topologies;

/// <summary>The machines of a topology in their racks, with their cables.</summary>
internal sealed class Machines
{
    private readonly Cables up, down;
    private readonly int perRack;

    /// <summary>Machines with interfaces of these rates, so many to a rack.</summary>
    /// <exception cref="ArgumentException">None, or a rate that is none.</exception>
    public Machines(IReadOnlyList<Bandwidth> nics, int perRack)
    {
        ArgumentNullException.ThrowIfNull(nics);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perRack);
        if (nics.Count == 0)
            throw new ArgumentException("a topology has at least one machine", nameof(nics));
        Fastest = new(nics.Max(nic => Check.Rate(nic, nameof(nics)).BytesPerSecond));
        MostOfARack = new(nics.Chunk(perRack).Max(rack => rack.Sum(nic => nic.BytesPerSecond)));
        (this.perRack, Count, Racks) = (perRack, nics.Count, (nics.Count - 1) / perRack + 1);
        (up, down) = (Cables.Of(nics, "up"), Cables.Of(nics, "down"));
    }

    public int Count { get; }

    public int Racks { get; }

    /// <summary>The rate of the fastest interface.</summary>
    public Bandwidth Fastest { get; }

    /// <summary>The rates of all interfaces of a rack together, of the rack with most.</summary>
    public Bandwidth MostOfARack { get; }

    public int RackOf(int host) => Known(host) / perRack;

    public Link Up(int host) => up[Known(host)];

    public Link Down(int host) => down[Known(host)];

    /// <summary>Whether a machine is both.</summary>
    public bool IsOne(int from, int to) => Known(from) == Known(to);

    private int Known(int host) => Check.Between(host, 0, Count - 1, nameof(host));
}
