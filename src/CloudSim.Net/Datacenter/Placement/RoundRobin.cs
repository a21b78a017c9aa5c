namespace CloudSim.Net.Datacenter.Placement;

/// <summary>One node after the other, those without room left out; after the last the first.</summary>
public sealed class RoundRobin : IPlacement
{
    private int next;

    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes)
    {
        var node = nodes.First(request.Needs, next) ?? nodes.First(request.Needs, 0, next);
        next = node?.Number + 1 ?? next;
        return node;
    }
}
