namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>A rule that says which guest leaves an overloaded node first.</summary>
public interface IGuestSelection
{
    /// <summary>Chooses one.</summary>
    /// <param name="guests">The guests that can leave, at least one, in the order in which they came.</param>
    /// <returns>Its place in the list.</returns>
    int Choose(IReadOnlyList<GuestLoad> guests);
}
