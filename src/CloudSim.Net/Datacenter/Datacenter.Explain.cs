namespace CloudSim.Net.Datacenter;

/// <summary>Why there is no place, in numbers.</summary>
public sealed partial class Datacenter
{
    /// <summary>
    /// Why a request has no place at this moment, node by node: all resources that each is short of, whether it is closed, what groups and
    /// the placement's filters say. It looks at every node; the refusal of an <see cref="Allocation"/> is the sentence alone.
    /// </summary>
    public Explanation Explain(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var all = nodes.All.Select(node => new NodeRefusals(node, [.. Refusals(request, node)])).ToList();
        return new(all.Exists(node => node.Refusals.Count == 0) ? null : Why(request), all);
    }

    private IEnumerable<Refusal> Refusals(Request request, Node node)
    {
        if (!node.IsOpen)
            yield return new("closed", "takes no new requests");
        else if (!node.Host.IsAwake)
            yield return new("asleep", Host.NotAwake);
        foreach (var kind in request.Needs.ShortOf(node.Free))
            yield return Refusal.Short(kind, request.Needs, node.Free);
        if (nodes.Groups.Refuses(request.Affinity, node) is { } affinity)
            yield return affinity;
        if (Filtered(request, node) is { } filter)
            yield return filter;
    }

    /// <summary>What groups and the placement's filters say of a node, whether or not it has room; null if nothing.</summary>
    internal Refusal? Refuses(Request request, Node node) => nodes.Groups.Refuses(request.Affinity, node) ?? Filtered(request, node);

    // What a filter of the user's throws is a refusal too.
    private Refusal? Filtered(Request request, Node node)
    {
        try
        {
            return Placement.Refuses(request, node);
        }
        catch (Exception e)
        {
            return new("placement", e.Message);
        }
    }

    private Refusal Why(Request request) => Shortage(request.Needs) ?? WhyNone(request);

    // What no node has room for; null if one has.
    private Refusal? Shortage(in Resources needs)
    {
        for (var kind = ResourceKind.Cpus; kind <= ResourceKind.Slots; kind++)
            if (nodes.MostFree(kind) is var most && needs[kind] > most)
                return new(Resources.Name(kind), needs[kind] > nodes.Largest[kind] && nodes.Count > 0
                    ? $"asked {needs.Text(kind)}, no node has more than {nodes.Largest.Text(kind)}"
                    : most < 0 ? $"asked {needs.Text(kind)}, no node is open"
                    : $"asked {needs.Text(kind)}, at most {Resources.Text(kind, most)} free on a node");
        return nodes.First(needs) is null
            ? new("resources", $"asked {needs}: enough of each is free, but on no node of all") : null;
    }

    // There is room, but groups or the placement say no.
    private Refusal WhyNone(Request request)
    {
        var counts = new SortedDictionary<string, (int Nodes, Refusal First)>(StringComparer.Ordinal);
        var room = 0;
        foreach (var node in nodes.All)
        {
            if (!node.TakesRequests || !request.Needs.FitsIn(node.Free))
                continue;
            room++;
            if (Refuses(request, node) is { } refusal)
                counts[refusal.Filter] = counts.TryGetValue(refusal.Filter, out var before)
                    ? (before.Nodes + 1, before.First) : (1, refusal);
        }

        if (counts.Count == 0)
            return new("placement", $"{room} nodes have room, {Placement.GetType().Name} chose none");
        var most = counts.MaxBy(count => count.Value.Nodes);
        return new(most.Key, $"{most.Value.First.Detail}; of {room} nodes with room refused by "
            + string.Join(", ", counts.Select(count => $"{count.Key}: {count.Value.Nodes}")));
    }
}
