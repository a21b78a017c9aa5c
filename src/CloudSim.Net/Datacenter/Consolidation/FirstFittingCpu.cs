namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// The first node with room, of those whose CPUs are as fast as the guest's one virtual CPU: where nodes have unlike CPUs, requests and
/// nodes are in CPUs of one common speed.
/// </summary>
public sealed class FirstFittingCpu : IPlacement
{
    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(nodes);
        var node = nodes.First(request.Needs);
        while (node is not null && !Fits(request, node))
            node = nodes.First(request.Needs, node.Number + 1);
        return node;
    }

    internal static bool Fits(Request request, Node node) =>
        request.Needs.Cpus <= node.Allocatable.Cpus / node.Host.Model.Topology.Cpus;
}
