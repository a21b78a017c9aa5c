namespace CloudSim.Net.Datacenter;

/// <summary>
/// Near whom a request wants to be, and away from whom: groups of requests by name, as server groups of OpenStack Nova have them.
/// </summary>
/// <param name="Together">All of this group stand on one node (or in one rack); null for no group.</param>
/// <param name="Apart">No two of this group stand on one node (or in one rack); null for no group.</param>
/// <param name="ByRack">Whether the domain is the rack and not the node.</param>
public sealed record Affinity(string? Together = null, string? Apart = null, bool ByRack = false)
{
    /// <summary>Anywhere.</summary>
    public static Affinity None { get; } = new();
}
