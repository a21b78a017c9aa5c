namespace CloudSim.Net.Datacenter.Placement;

/// <summary>The first node, in order of their numbers, that has room.</summary>
public sealed class FirstFit : IPlacement
{
    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes) => nodes.First(request.Needs);
}
