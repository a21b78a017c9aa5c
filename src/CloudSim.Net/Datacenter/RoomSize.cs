namespace CloudSim.Net.Datacenter;

/// <summary>What is searched for again and again: so much, and away from whom.</summary>
/// <param name="Needs">What must be free.</param>
/// <param name="Apart">The group whose members must not be there; null for none.</param>
/// <param name="ByRack">Whether there is the rack and not the node.</param>
internal readonly record struct RoomSize(Resources Needs, string? Apart, bool ByRack)
{
    /// <summary>The size without the group.</summary>
    public RoomSize Alone => new(Needs, null, false);

    public static RoomSize Of(in Resources needs, Affinity? affinity) =>
        new(needs, affinity?.Apart, affinity is { Apart: not null, ByRack: true });
}
