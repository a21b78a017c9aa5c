using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Placement;

/// <summary>Rules of one's own.</summary>
public static class Placing
{
    /// <summary>
    /// A rule that is a lambda: <c>Placing.By((request, nodes) => nodes.First(request.Needs))</c>. If it chooses a node that is closed, has
    /// no room or is forbidden by a group, the request is not placed, and its refusal says so.
    /// </summary>
    public static IPlacement By(Func<Request, NodeIndex, Node?> choose) => new Lambda(Check.NotNull(choose, nameof(choose)));

    private sealed class Lambda(Func<Request, NodeIndex, Node?> choose) : IPlacement
    {
        public Node? Choose(Request request, NodeIndex nodes) => choose(request, nodes);
    }
}
