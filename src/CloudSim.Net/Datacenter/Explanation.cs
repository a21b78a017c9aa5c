namespace CloudSim.Net.Datacenter;

/// <summary>Why a request has no place at this moment, node by node: see <see cref="Datacenter.Explain"/>.</summary>
/// <param name="Refusal">In one sentence; null if there is a place.</param>
/// <param name="Nodes">Every node in order of its number.</param>
public sealed record Explanation(Refusal? Refusal, IReadOnlyList<NodeRefusals> Nodes)
{
    /// <summary>
    /// How many nodes each resource, group and filter refuses, in order of name. A node that is short of two resources counts in both.
    /// </summary>
    public IReadOnlyList<(string Filter, int Nodes)> Counts { get; } =
    [
        .. Nodes.SelectMany(node => node.Refusals.Select(refusal => refusal.Filter).Distinct()).CountBy(name => name)
            .OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => (count.Key, count.Value)),
    ];

    /// <summary>Nodes that would take it.</summary>
    public int Willing => Nodes.Count(node => node.Refusals.Count == 0);

    /// <summary>For instance <c>CPUs: asked 8, at most 4 free on a node; of 3 nodes: CPUs 3, memory 1</c>.</summary>
    public override string ToString() => (Refusal?.ToString() ?? $"{Count(Willing)} would take it")
        + (Counts.Count == 0 ? "" : $"; of {Count(Nodes.Count)}: "
            + string.Join(", ", Counts.Select(count => $"{count.Filter} {count.Nodes}")));

    private static string Count(int nodes) => nodes == 1 ? "1 node" : $"{nodes} nodes";
}
