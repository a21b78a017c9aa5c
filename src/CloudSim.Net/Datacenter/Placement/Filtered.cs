using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Placement;

/// <summary>
/// Another rule, among the nodes only that pass filters. The rule's index still finds nodes with room in its order; those that a filter
/// refuses are passed one by one, so that a search costs O(log n) and a call for each of them.
/// </summary>
public sealed class Filtered : IPlacement
{
    private readonly IPlacement placement;
    private readonly Filter[] filters;
    private readonly Filter all;

    /// <summary>A rule with filters.</summary>
    /// <param name="placement">The rule.</param>
    /// <param name="filters">All must let a node pass; asked in this order.</param>
    public Filtered(IPlacement placement, params IEnumerable<Filter> filters)
    {
        this.placement = Check.NotNull(placement, nameof(placement));
        this.filters = [.. Check.NotNull(filters, nameof(filters))];
        all = First;
    }

    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes) => nodes.Choose(placement, request, all);

    /// <inheritdoc/>
    public Refusal? Refuses(Request request, Node node) => First(request, node) ?? placement.Refuses(request, node);

    private Refusal? First(Request request, Node node)
    {
        foreach (var filter in filters)
            if (filter(request, node) is { } refusal)
                return refusal;
        return null;
    }
}
