using CloudSim.Net.Units;

namespace CloudSim.Net.Networking;

/// <summary>A link that flows share: one direction of a cable, a network interface, a server's connection.</summary>
public sealed class Link
{
    private LinkFlow[] flows = [];
    private FlowNetwork? network;
    private DateTime messagesUntil;

    /// <summary>A link that carries nothing.</summary>
    /// <param name="name">Its name, for reports.</param>
    /// <param name="capacity">Data a second; from 1 B/s to <see cref="FlowNetwork.MostRate"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is out of its range.</exception>
    public Link(string name, Bandwidth capacity)
    {
        Name = Check.NotNull(name, nameof(name));
        Units = FlowNetwork.Units(Check.Rate(capacity, nameof(capacity)), nameof(capacity));
        Capacity = capacity;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>
    /// Data a second; it may be set at any time, also to nothing: then what crosses the link waits until it is set again.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Neither 0 nor from 1 B/s to <see cref="FlowNetwork.MostRate"/>.</exception>
    public Bandwidth Capacity
    {
        get;
        set
        {
            Units = FlowNetwork.Units(value, nameof(value));
            field = value;
            network?.Change(this);
        }
    }

    /// <summary>Flows that cross it now.</summary>
    public int FlowCount { get; private set; }

    /// <summary>Data that its flows move a second now; never more than the capacity.</summary>
    public Bandwidth Used
    {
        get
        {
            network?.Share();
            return FlowNetwork.OfUnits(UsedUnits);
        }
    }

    /// <summary>What one flow more would have here at least: an equal share, or what the others leave.</summary>
    internal double ShareOfOneMore => Math.Max(Capacity.BytesPerSecond - Used.BytesPerSecond, Capacity.BytesPerSecond / (FlowCount + 1));

    /// <summary>The flows that have no more because of this link stand first; all of them have one rate, the highest here.</summary>
    internal ReadOnlySpan<LinkFlow> Flows => flows.AsSpan(0, FlowCount);

    /// <summary>How many these are.</summary>
    internal int HeldBack { get; private set; }

    internal long Units { get; private set; }

    internal long UsedUnits { get; set; }

    internal bool IsChanged { get; set; }

    /// <summary>What the search for rates writes on it.</summary>
    internal LinkFill Fill;

    /// <summary>The name and capacity.</summary>
    public override string ToString() => $"{Name} ({Capacity})";

    internal void CheckNetwork(FlowNetwork network)
    {
        if (this.network is { } other && other != network)
            throw new ArgumentException($"{Name} is a link of another network");
    }

    internal void Add(FlowNetwork network, LinkFlow flow)
    {
        this.network = network;
        if (FlowCount == flows.Length)
            Array.Resize(ref flows, Math.Max(4, 2 * FlowCount));
        Put(FlowCount++, flow);
    }

    /// <summary>A flow goes that is not held back here.</summary>
    internal void Remove(in Crossing crossing)
    {
        Put(crossing.Position, flows[--FlowCount]);
        flows[FlowCount] = default;
    }

    /// <summary>A flow has no more because of this link.</summary>
    internal void Hold(in Crossing crossing) => Swap(crossing.Position, HeldBack++);

    /// <summary>It is not because of this link any more.</summary>
    internal void LetGo(in Crossing crossing) => Swap(crossing.Position, --HeldBack);

    /// <summary>Queues a message behind those before it, at the share that one flow more would have; returns when it has passed.</summary>
    internal DateTime Pass(DateTime now, Bytes size)
    {
        var begin = messagesUntil > now ? messagesUntil : now;
        return messagesUntil = begin + size / new Bandwidth(ShareOfOneMore);
    }

    private void Swap(int a, int b)
    {
        var first = flows[a];
        Put(a, flows[b]);
        Put(b, first);
    }

    private void Put(int at, LinkFlow flow)
    {
        flows[at] = flow;
        flow.At.Position = at;
    }
}
