namespace CloudSim.Net.Datacenter.Placement;

/// <summary>The emptiest node that has room: the one with the most left before the request comes; of equals the first.</summary>
/// <param name="measure">Of what the most is to be left.</param>
public sealed class WorstFit(FreeMeasure measure = FreeMeasure.DominantShare) : IPlacement
{
    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes) => nodes.Emptiest(measure, request.Needs);
}
