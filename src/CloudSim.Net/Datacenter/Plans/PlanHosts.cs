namespace CloudSim.Net.Datacenter.Plans;

/// <summary>
/// The names that nodes have in plans: their own, and with <c>#</c> and their number where it is empty or a node before has it.
/// </summary>
internal sealed class PlanHosts
{
    private readonly Dictionary<string, Node> byName = new(StringComparer.Ordinal); // looked up only
    private readonly List<string> names = []; // by number

    /// <summary>A node's name in plans.</summary>
    public string NameOf(Node node, NodeIndex nodes)
    {
        Learn(nodes);
        return names[node.Number];
    }

    /// <summary>A node's name in plans, as far as it is known: before the first look at all nodes it is its own.</summary>
    public string NameOf(Node node) => node.Number < names.Count ? names[node.Number] : Printable.Of(node.Name);

    /// <summary>The node of this name in plans; null if there is none.</summary>
    public Node? Find(string name, NodeIndex nodes)
    {
        Learn(nodes);
        return byName.GetValueOrDefault(name);
    }

    private void Learn(NodeIndex nodes)
    {
        while (names.Count < nodes.Count)
        {
            var node = nodes[names.Count];
            var name = Printable.Of(node.Name);
            if (name.Length == 0 || !byName.TryAdd(name, node))
                for (name += $"#{node.Number}"; !byName.TryAdd(name, node);)
                    name += "#";
            names.Add(name);
        }
    }
}
