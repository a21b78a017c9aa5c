using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// The nodes of a datacenter, and where there is room: a tree over the nodes in their order that holds, for each range of them, the most
/// that is free of each resource on any one. A change costs O(log n), and so does the search for the first node that has room, unless
/// many have enough of one resource and too little of another.
/// </summary>
public sealed class NodeIndex
{
    private const int Kinds = 5;
    private readonly List<Node> nodes = [];
    private long[] most = []; // Kinds for each node of the tree; leaves from `leaves` on; -1 of each: closed, or none
    private int leaves;

    /// <summary>How many nodes.</summary>
    public int Count => nodes.Count;

    /// <summary>A node by its number.</summary>
    public Node this[int number] => nodes[number];

    /// <summary>All nodes in order of their numbers.</summary>
    public IReadOnlyList<Node> All => nodes;

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
        Span<long> asked = stackalloc long[Kinds];
        for (var kind = 0; kind < Kinds; kind++)
            asked[kind] = needs[(ResourceKind)kind];
        var found = Find(asked, 1, 0, leaves, from, end);
        return found < 0 ? null : nodes[found];
    }

    /// <summary>The most that is free on any one open node, of each resource by itself: of several it may be on different nodes; -1 if
    /// no node is open.</summary>
    internal long MostFree(ResourceKind kind) => nodes.Count == 0 ? -1 : most[Kinds + (int)kind];

    internal void Add(Node node)
    {
        nodes.Add(node);
        if (nodes.Count > leaves)
            Grow();
        Changed(node);
    }

    /// <summary>What is free on a node has changed, or whether it is open.</summary>
    internal void Changed(Node node)
    {
        var at = leaves + node.Number;
        var free = node.Free;
        for (var kind = 0; kind < Kinds; kind++)
            most[(at * Kinds) + kind] = node.IsOpen ? free[(ResourceKind)kind] : -1;
        for (at >>= 1; at > 0; at >>= 1)
            if (!Combine(at))
                return;
    }

    private bool Combine(int at)
    {
        var changed = false;
        for (var kind = 0; kind < Kinds; kind++)
        {
            var value = Math.Max(most[(2 * at * Kinds) + kind], most[(((2 * at) + 1) * Kinds) + kind]);
            changed |= most[(at * Kinds) + kind] != value;
            most[(at * Kinds) + kind] = value;
        }

        return changed;
    }

    private void Grow()
    {
        leaves = Math.Max(1, 2 * leaves);
        most = new long[checked(2 * leaves * Kinds)];
        Array.Fill(most, -1);
        foreach (var node in nodes.SkipLast(1))
            Changed(node);
    }

    // The range [low, low + length) lies below `at`.
    private int Find(ReadOnlySpan<long> asked, int at, int low, int length, int from, int end)
    {
        if (low + length <= from || low >= end)
            return -1;
        for (var kind = 0; kind < Kinds; kind++)
            if (most[(at * Kinds) + kind] < asked[kind])
                return -1;
        if (length == 1)
            return low;
        var half = length / 2;
        var left = Find(asked, 2 * at, low, half, from, end);
        return left >= 0 ? left : Find(asked, (2 * at) + 1, low + half, half, from, end);
    }
}
