namespace CloudSim.Net.Datacenter.Placement;

/// <summary>The node that got the last request as long as it has room; then the next one that has, and after the last the first.</summary>
public sealed class NextFit : IPlacement
{
    private int current;

    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes)
    {
        var node = nodes.First(request.Needs, current) ?? nodes.First(request.Needs, 0, current);
        current = node?.Number ?? current;
        return node;
    }
}
