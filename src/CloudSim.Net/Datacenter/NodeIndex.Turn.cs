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
    internal AffinityBook Groups { get; } = new();

    /// <summary>Lets a rule choose for a request, which gets only what its groups allow.</summary>
    internal Node? Choose(IPlacement placement, Request request)
    {
        turn = request;
        within = Domain(request.Affinity);
        try
        {
            return placement.Choose(request, this);
        }
        finally
        {
            (turn, within) = (null, null);
        }
    }

    /// <summary>Lets a rule choose among those nodes only that pass one filter more; within a filter, that one alone.</summary>
    internal Node? Choose(IPlacement placement, Request request, Filter more)
    {
        var (given, before, asked) = (turn, filter, isAsked);
        (turn, isAsked) = (request, false);
        filter = before is null || asked ? more : (r, node) => before(r, node) ?? more(r, node);
        try
        {
            return placement.Choose(request, this);
        }
        finally
        {
            (turn, filter, isAsked) = (given, before, asked);
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

    private Node? FirstWithin(in Resources needs, int from, int end)
    {
        foreach (var node in within!)
            if (node.Number >= from && node.Number < end && Tree.On(node.Number).MayHave(needs, 0) && Allows(node.Number))
                return node;
        return null;
    }

    private Node? BestWithin(in Resources needs, FreeMeasure measure, int sign)
    {
        Node? best = null;
        foreach (var node in within!)
            if (Tree.On(node.Number).MayHave(needs, 0) && Allows(node.Number)
                && (best is null || sign * Left(measure, node) < sign * Left(measure, best)))
                best = node;
        return best;
    }
}
