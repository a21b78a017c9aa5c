namespace CloudSim.Net.Datacenter.Placement;

/// <summary>The fullest node that has room: the one with the least left before the request comes; of equals the first.</summary>
/// <param name="measure">Of what the least is to be left.</param>
public sealed class BestFit(FreeMeasure measure = FreeMeasure.DominantShare) : IPlacement
{
    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes) => nodes.Fullest(measure, request.Needs);
}
