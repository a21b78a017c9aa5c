using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Placement;

/// <summary>
/// Two nodes with room are drawn (<see cref="NodeIndex.Any"/>), and the emptier one is taken; the first of equals (Azar, Broder, Karlin
/// and Upfal 1999, "Balanced allocations"; Mitzenmacher 2001). It needs to know two nodes, and is nearly as even as who knows all.
/// </summary>
/// <param name="random">What draws.</param>
/// <param name="measure">What makes one of the two the emptier.</param>
public sealed class PowerOfTwoChoices(RandomStream random, FreeMeasure measure = FreeMeasure.DominantShare) : IPlacement
{
    private readonly RandomStream random = Check.NotNull(random, nameof(random));

    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes) =>
        nodes.Any(random, request.Needs) is { } one && nodes.Any(random, request.Needs) is { } other
            ? NodeIndex.Left(measure, other) > NodeIndex.Left(measure, one) ? other : one : null;
}
