namespace CloudSim.Net.Datacenter.Placement;

/// <summary>
/// The node with room whose free resources go best together with what is asked, all resources seen at once (Panigrahy, Talwar, Uyeda
/// and Wieder 2011, "Heuristics for vector bin packing", sections 3.2 and 3.3, with all weights 1; there the next item for a bin is chosen
/// in this way, here the bin for the next item). There is no index for it: it looks at every node with room, or at so many of them.
/// </summary>
/// <param name="rule">What goes together.</param>
/// <param name="sample">As many nodes with room are looked at, the next ones each time; null for all.</param>
public sealed class VectorPacking(VectorRule rule, int? sample = null) : IPlacement
{
    private readonly FilterAndScore best = new([], [new(rule == VectorRule.DotProduct ? DotProduct : Norm)], sample);

    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes) => best.Choose(request, nodes);

    private static double DotProduct(Request request, Node node)
    {
        var (sum, free) = (0.0, node.Free);
        for (var kind = ResourceKind.Cpus; kind <= ResourceKind.Slots; kind++)
            sum += Share(request.Needs, kind, node) * Share(free, kind, node);
        return sum;
    }

    private static double Norm(Request request, Node node)
    {
        var (sum, free) = (0.0, node.Free);
        for (var kind = ResourceKind.Cpus; kind <= ResourceKind.Slots; kind++)
            sum += Math.Pow(Share(free, kind, node) - Share(request.Needs, kind, node), 2);
        return -sum;
    }

    private static double Share(in Resources some, ResourceKind kind, Node node) =>
        node.Allocatable[kind] is > 0 and var all ? (double)some[kind] / all : 0;
}
