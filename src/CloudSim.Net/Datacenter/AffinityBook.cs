using System.Runtime.InteropServices;

namespace CloudSim.Net.Datacenter;

/// <summary>How many members of each group hold a place on each node and in each rack, kept as places are taken and given back.</summary>
/// <param name="index">Told when another node, or rack, has one of a group that stands apart.</param>
internal sealed class AffinityBook(NodeIndex? index = null)
{
    private readonly Dictionary<string, Group> together = new(StringComparer.Ordinal), apart = new(StringComparer.Ordinal);

    /// <summary>A request takes a place on a node.</summary>
    public void Add(Affinity affinity, Node node)
    {
        Count(together, affinity.Together, node, 1);
        CountApart(affinity.Apart, node, 1);
    }

    /// <summary>A request gives its place on a node back.</summary>
    public void Remove(Affinity affinity, Node node)
    {
        Count(together, affinity.Together, node, -1);
        CountApart(affinity.Apart, node, -1);
    }

    /// <summary>
    /// A request that holds its places on two nodes moves away from one: those who want to be near it go where it goes. Those who want to
    /// be away from it are kept from both until one is given back.
    /// </summary>
    public void Leaving(Affinity affinity, Node from) => Count(together, affinity.Together, from, -1);

    /// <summary>The move is over, and before either place is given back: both count again.</summary>
    public void HasLeft(Affinity affinity, Node from) => Count(together, affinity.Together, from, 1);

    /// <summary>Whether its groups let a request stand on a node.</summary>
    public bool Allows(Affinity affinity, Node node) =>
        (Of(together, affinity.Together) is not { } near || near.Has(affinity.ByRack, node))
        && !KeepsAway(affinity.Apart, affinity.ByRack, node);

    /// <summary>Whether a node, or its rack, has one of a group that stands apart.</summary>
    public bool KeepsAway(string? group, bool byRack, Node node) => Of(apart, group) is { } far && far.Has(byRack, node);

    /// <summary>The one node, or rack, where the group stands that the request wants to be near; null if it may choose.</summary>
    public int? Domain(Affinity affinity) => Of(together, affinity.Together)?.Single(affinity.ByRack);

    /// <summary>Why its groups keep a request away from a node; null if they do not.</summary>
    public Refusal? Refuses(Affinity affinity, Node node)
    {
        string Domain() => affinity.ByRack ? $"rack {node.Rack}" : node.Name;
        return Of(together, affinity.Together) is { } near && !near.Has(affinity.ByRack, node)
                ? new("affinity", $"group '{affinity.Together}' stands together, and not {(affinity.ByRack ? "in" : "on")} {Domain()}")
            : KeepsAway(affinity.Apart, affinity.ByRack, node)
                ? new("anti-affinity", $"{Domain()} has one of group '{affinity.Apart}'")
            : null;
    }

    private static Group? Of(Dictionary<string, Group> groups, string? name) => name is null ? null : groups.GetValueOrDefault(name);

    private void CountApart(string? name, Node node, int change)
    {
        if (name is null)
            return;
        var (onNode, inRack) = (KeepsAway(name, false, node), KeepsAway(name, true, node));
        Count(apart, name, node, change);
        if (KeepsAway(name, false, node) != onNode)
            index?.HasGroup(name, node);
        if (KeepsAway(name, true, node) != inRack)
            index?.HasGroupInRack(name, node.Rack);
    }

    private static void Count(Dictionary<string, Group> groups, string? name, Node node, int change)
    {
        if (name is null)
            return;
        if (!groups.TryGetValue(name, out var group))
            groups.Add(name, group = new());
        group.Count(node, change);
        if (group.IsEmpty)
            groups.Remove(name);
    }

    private sealed class Group
    {
        private readonly Dictionary<int, int> nodes = [], racks = [];

        public bool IsEmpty => nodes.Count == 0;

        public bool Has(bool byRack, Node node) => byRack ? racks.ContainsKey(node.Rack) : nodes.ContainsKey(node.Number);

        public int? Single(bool byRack)
        {
            foreach (var domain in byRack ? racks : nodes)
                return (byRack ? racks : nodes).Count == 1 ? domain.Key : null;
            return null;
        }

        public void Count(Node node, int change)
        {
            Count(nodes, node.Number, change);
            Count(racks, node.Rack, change);
        }

        private static void Count(Dictionary<int, int> domains, int domain, int change)
        {
            ref var members = ref CollectionsMarshal.GetValueRefOrAddDefault(domains, domain, out _);
            members += change;
            if (members == 0)
                domains.Remove(domain);
        }
    }
}
