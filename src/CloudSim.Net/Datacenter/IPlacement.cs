namespace CloudSim.Net.Datacenter;

/// <summary>
/// A rule that chooses a node for a request. It may remember where it was (a round robin does), so each datacenter
/// has one of its own.
/// </summary>
public interface IPlacement
{
    /// <summary>Chooses among the open nodes that have room for what is requested. The request's groups are seen to: no search of
    /// <paramref name="nodes"/> finds a node that they keep it away from.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="nodes">The nodes; see <see cref="NodeIndex.First"/>.</param>
    /// <returns>A node that has room (<see cref="Node.Free"/>) and is open; null if there is none.</returns>
    Node? Choose(Request request, NodeIndex nodes);

    /// <summary>Why it never chooses a node for a request, though there is room and no group forbids it; null if it may.</summary>
    Refusal? Refuses(Request request, Node node) => null;
}
