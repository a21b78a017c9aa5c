namespace CloudSim.Net.Datacenter;

/// <summary>What the request that has its turn must pass on a node, besides room.</summary>
public sealed partial class NodeIndex
{
    private readonly List<Node> one = [];
    private Request? turn;
    private Filter? filter;
    private bool isAsked; // the filter: it may search itself, and what it finds is not filtered
    private IReadOnlyList<Node>? within; // the only nodes that come into question: those where the request's group stands

    /// <summary>Where the members of groups stand.</summary>
    internal AffinityBook Groups { get; }

    /// <summary>The node that the request in turn is to leave; null where it is to get its first place.</summary>
    internal Node? Leaves { get; private set; }

    /// <summary>Lets a rule choose for a request, which gets only what its groups allow.</summary>
    /// <param name="placement">The rule.</param>
    /// <param name="request">The request.</param>
    /// <param name="leaves">The node that it runs on and is to leave; null for a first place.</param>
    internal Node? Choose(IPlacement placement, Request request, Node? leaves = null)
    {
        (turn, Leaves) = (request, leaves);
        within = Domain(request.Affinity);
        try
        {
            return placement.Choose(request, this);
        }
        finally
        {
            (turn, within, Leaves) = (null, null, null);
        }
    }

    /// <summary>Lets a rule choose among those nodes only that pass one filter more; within a filter, that one alone.</summary>
    internal Node? Choose(IPlacement placement, Request request, Filter more)
    {
        var (given, before, asked) = (turn, filter, isAsked);
        (turn, isAsked) = (request, false);
        if (request != given)
            within = Domain(request.Affinity); // a rule may ask for another one
        filter = before is null || asked ? more : (r, node) => before(r, node) ?? more(r, node);
        try
        {
            return placement.Choose(request, this);
        }
        finally
        {
            (turn, filter, isAsked) = (given, before, asked);
            if (request != given)
                within = given is null ? null : Domain(given.Affinity);
        }
    }

    /// <summary>Whether the request that has its turn may stand on a node, if there is room.</summary>
    internal bool Allows(int number) => turn is null
        || (Groups.Allows(turn.Affinity, nodes[number]) && (filter is null || isAsked || Passes(turn, nodes[number])));

    private bool Passes(Request request, Node node)
    {
        isAsked = true;
        try
        {
            return filter!(request, node) is null;
        }
        finally
        {
            isAsked = false;
        }
    }

    /// <summary>A node has now one of a group that stands apart, or has none any more.</summary>
    internal void HasGroup(string apart, Node node)
    {
        if (Sizes.Know(apart, byRack: false))
            Changed(node);
    }

    /// <summary>A rack has now one of a group that stands apart, or has none any more.</summary>
    internal void HasGroupInRack(string apart, int rack)
    {
        if (!Sizes.Know(apart, byRack: true))
            return;
        foreach (var node in Rack(rack))
            Changed(node);
    }

    private IReadOnlyList<Node>? Domain(Affinity affinity)
    {
        if (Groups.Domain(affinity) is not { } domain)
            return null;
        if (affinity.ByRack)
            return Rack(domain);
        one.Clear();
        one.Add(nodes[domain]);
        return one;
    }

    // Where nodes of other racks stand between those of the one.
    private Node? FirstWithin(in Resources needs, int from, int end)
    {
        var (low, high) = (0, within!.Count);
        while (low < high)
            if (within[(low + high) / 2].Number < from)
                low = ((low + high) / 2) + 1;
            else
                high = (low + high) / 2;
        for (; low < within.Count && within[low].Number < end; low++)
        {
            Steps++;
            if (Tree.On(within[low].Number).MayHave(needs, 0) && Allows(within[low].Number))
                return within[low];
        }

        return null;
    }

    private Node? BestWithin(in Resources needs, FreeMeasure measure, int sign)
    {
        Node? best = null;
        Steps += within!.Count;
        foreach (var node in within)
            if (Tree.On(node.Number).MayHave(needs, 0) && Allows(node.Number)
                && (best is null || sign * Left(measure, node) < sign * Left(measure, best)))
                best = node;
        return best;
    }
}
