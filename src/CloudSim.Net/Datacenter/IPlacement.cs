namespace CloudSim.Net.Datacenter;

/// <summary>A rule that chooses a node for a request.</summary>
public interface IPlacement
{
    /// <summary>Chooses among the open nodes that have room for what is requested.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="nodes">The nodes; see <see cref="NodeIndex.First"/>.</param>
    /// <returns>A node that has room (<see cref="Node.Free"/>) and is open; null if there is none.</returns>
    Node? Choose(Request request, NodeIndex nodes);
}
