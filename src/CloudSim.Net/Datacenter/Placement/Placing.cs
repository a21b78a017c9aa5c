using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Placement;

/// <summary>Rules of one's own.</summary>
public static class Placing
{
    /// <summary>
    /// A rule that is a lambda: <c>Placing.By((request, nodes) => nodes.First(request.Needs))</c>. What the index finds
    /// (<see cref="NodeIndex.First"/>, <see cref="NodeIndex.Emptiest"/>, <see cref="NodeIndex.WithRoom"/> and so on) is open, has room and
    /// is allowed by the request's groups; <see cref="NodeIndex.All"/> and the indexer are all nodes. If it chooses one that is closed, has
    /// no room or is forbidden by a group, the request is not placed, and its refusal says so.
    /// </summary>
    public static IPlacement By(Func<Request, NodeIndex, Node?> choose) => new Lambda(Check.NotNull(choose, nameof(choose)));

    private sealed class Lambda(Func<Request, NodeIndex, Node?> choose) : IPlacement
    {
        public Node? Choose(Request request, NodeIndex nodes) => choose(request, nodes);
    }
}
