using System.Runtime.InteropServices;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// The nodes of a datacenter, and where there is room. A change of a node costs O(log n), and so does a search for the first, fullest or
/// emptiest node with room: trees hold, for each range of nodes, the most that is free of each resource on any one. Where many nodes have
/// enough of one resource and too little of another, that says too little, and a search looks at more of them. Once such searches have
/// looked at twice as many places as there are nodes, the size that was asked last gets a bit in the trees, which says exactly where it
/// fits: from then on a search for it costs O(log n) too. The same holds for the nodes that have one of a group that stands apart: then the
/// size has a bit of its own for that group. 64 sizes have one at a time. Nodes that a filter refuses are passed one by one.
/// While a request has its turn, all searches honour its groups (<see cref="Affinity"/>) and filters; those that a filter makes itself
/// honour the groups only.
/// </summary>
public sealed partial class NodeIndex
{
    private const int Draws = 32;
    private readonly List<Node> nodes = [];
    private readonly List<int> open = []; // numbers of open nodes, in no order
    private readonly List<int> places = []; // of each node in `open`; -1: closed
    private readonly Dictionary<int, List<Node>> racks = []; // by number, looked up only
    private readonly RoomOrder?[] fullest = new RoomOrder?[3], emptiest = new RoomOrder?[3]; // by measure; made when first asked for
    private long debt; // places that searches looked at beyond what a tree costs

    internal NodeIndex()
    {
        Groups = new(this);
        Sizes = new(Groups);
        Tree = new(this);
    }

    /// <summary>How many nodes.</summary>
    public int Count => nodes.Count;

    /// <summary>How many nodes are open.</summary>
    public int Open => open.Count;

    /// <summary>A node by its number.</summary>
    public Node this[int number] => nodes[number];

    /// <summary>All nodes in order of their numbers.</summary>
    public IReadOnlyList<Node> All => nodes;

    internal RoomSizes Sizes { get; }

    internal RoomTree Tree { get; }

    /// <summary>Places of the trees that were looked at so far.</summary>
    internal long Steps { get; set; }

    /// <summary>The first open node from a number on that has room for so much; null if none has.</summary>
    /// <param name="needs">What must be free.</param>
    /// <param name="from">The number to begin at, 0 or more.</param>
    /// <param name="below">The number to end before.</param>
    public Node? First(in Resources needs, int from = 0, int below = int.MaxValue)
    {
        Check.Count(from, nameof(from));
        var end = Math.Min(below, nodes.Count);
        if (from >= end)
            return null;
        if (within is not null)
        {
            var (first, last) = (within[0].Number, within[^1].Number);
            (from, end) = (Math.Max(from, first), Math.Min(end, last + 1));
            if (from >= end || last - first >= within.Count)
                return FirstWithin(needs, from, end);
        }

        var (steps, size) = (Steps, SizeOf(needs));
        return Found(Tree.First(needs, Sizes.Of(size), from, end), size, steps);
    }

    /// <summary>
    /// All open nodes that have room for so much, in order of their numbers, each found on the index as it is asked for: what a rule
    /// of one's own that looks at every node begins with.
    /// </summary>
    /// <param name="needs">What must be free.</param>
    public IEnumerable<Node> WithRoom(Resources needs)
    {
        for (var from = 0; First(needs, from) is { } node; from = node.Number + 1)
            yield return node;
    }

    /// <summary>The open node with the least left of something, of those that have room; of equals the first. Null if none has.</summary>
    public Node? Fullest(FreeMeasure measure, in Resources needs) => InOrder(fullest, measure, needs, sign: 1);

    /// <summary>The open node with the most left of something, of those that have room; of equals the first. Null if none has.</summary>
    public Node? Emptiest(FreeMeasure measure, in Resources needs) => InOrder(emptiest, measure, needs, sign: -1);

    /// <summary>
    /// An open node with room, each as likely as another: nodes are drawn until one has room. After 32 draws in vain, when hardly one has,
    /// it is the first with room from a node drawn: one that follows many without room is then more likely. Null if none has.
    /// </summary>
    public Node? Any(RandomStream random, in Resources needs)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (nodes.Count == 0 || !Tree.All.MayHave(needs, Sizes.Of(SizeOf(needs))))
            return null;
        for (var draw = 0; draw < Draws; draw++)
        {
            var number = within is null ? open[random.Next(open.Count)] : within[random.Next(within.Count)].Number;
            if (Tree.On(number).MayHave(needs, 0) && Allows(number))
                return nodes[number];
        }

        var from = random.Next(nodes.Count);
        return First(needs, from) ?? First(needs, 0, from);
    }

    /// <summary>How much is left of something on a node.</summary>
    internal static double Left(FreeMeasure measure, Node node)
    {
        var (free, all) = (node.Free, node.Allocatable);
        if (measure != FreeMeasure.DominantShare)
            return measure == FreeMeasure.Cpus ? free[ResourceKind.Cpus] : free[ResourceKind.Memory];
        var least = 1.0;
        for (var kind = ResourceKind.Cpus; kind <= ResourceKind.Slots; kind++)
            if (all[kind] > 0)
                least = Math.Min(least, (double)free[kind] / all[kind]);
        return least;
    }

    /// <summary>The nodes of a rack in order of their numbers.</summary>
    internal IReadOnlyList<Node> Rack(int rack) => racks.GetValueOrDefault(rack) ?? (IReadOnlyList<Node>)[];

    /// <summary>The most that is free on any one open node, of each resource by itself: of several it may be on different nodes; -1 if
    /// no node is open.</summary>
    internal long MostFree(ResourceKind kind) => Tree.All.Most[kind];

    /// <summary>The most that any one node allows of each resource, open or not.</summary>
    internal Resources Largest { get; private set; }

    internal void Add(Node node)
    {
        Largest = Resources.Max(Largest, node.Allocatable);
        nodes.Add(node);
        places.Add(-1);
        SetOpen(node);
        (CollectionsMarshal.GetValueRefOrAddDefault(racks, node.Rack, out _) ??= []).Add(node);
        Tree.Add(node);
        foreach (var order in fullest)
            order?.Add(node);
        foreach (var order in emptiest)
            order?.Add(node);
    }

    /// <summary>What is free on a node has changed, or whether it is open.</summary>
    internal void Changed(Node node)
    {
        SetOpen(node);
        Tree.Changed(node);
        foreach (var order in fullest)
            order?.Changed(node);
        foreach (var order in emptiest)
            order?.Changed(node);
    }

    /// <summary>From now on the trees know where a size may stand.</summary>
    internal void GiveBit(in RoomSize size)
    {
        debt = 0;
        Sizes.Add(size);
        Tree.Rebuild();
        foreach (var order in fullest)
            order?.Rebuild();
        foreach (var order in emptiest)
            order?.Rebuild();
    }

    private void SetOpen(Node node)
    {
        var place = places[node.Number];
        if (place >= 0 == node.TakesRequests)
            return;
        if (node.TakesRequests)
        {
            places[node.Number] = open.Count;
            open.Add(node.Number);
            return;
        }

        var last = open[^1];
        (open[place], places[last]) = (last, place);
        open.RemoveAt(open.Count - 1);
        places[node.Number] = -1;
    }

    private Node? InOrder(RoomOrder?[] orders, FreeMeasure measure, in Resources needs, int sign)
    {
        Check.Between((int)measure, 0, orders.Length - 1, nameof(measure));
        if (within is not null)
            return BestWithin(needs, measure, sign);
        var order = orders[(int)measure] ??= Order(measure, sign);
        var (steps, size) = (Steps, SizeOf(needs));
        return Found(order.First(needs, Sizes.Of(size)), size, steps);
    }

    private RoomOrder Order(FreeMeasure measure, int sign)
    {
        var order = new RoomOrder(this, node => sign * Left(measure, node));
        foreach (var node in nodes)
            order.Add(node);
        return order;
    }

    // A size that was searched for at great cost gets its bit when that costs as much as the searches did.
    private Node? Found(int number, in RoomSize size, long steps)
    {
        if (!isAsked && !Sizes.Has(size) && (debt += Math.Max(0, Steps - steps - (8 * int.Log2(Count + 1)) - 16)) > 2L * Count)
            GiveBit(Sizes.Has(size.Alone) ? size : size.Alone);
        return number < 0 ? null : nodes[number];
    }

    private RoomSize SizeOf(in Resources needs) => RoomSize.Of(needs, turn?.Affinity);
}
