namespace CloudSim.Net.Datacenter;

/// <summary>What there is room for on any of some nodes.</summary>
/// <param name="Most">The most that is free of each resource on one of them; of several it may be on different ones.</param>
/// <param name="Sizes">The sizes of <see cref="RoomSizes"/> that may stand on one of them.</param>
internal readonly record struct Room(Resources Most, ulong Sizes)
{
    public static Room None { get; } = new(Resources.LessThanNone, 0);

    public static Room Of(Node node, RoomSizes sizes) => node.TakesRequests ? new(node.Free, sizes.On(node)) : None;

    public static Room Of(in Room a, in Room b) => new(Resources.Max(a.Most, b.Most), a.Sizes | b.Sizes);

    /// <summary>Whether one of them may have room for it; of a single node, whether it has.</summary>
    public bool MayHave(in Resources needs, ulong size) => (Sizes & size) == size && needs.FitsIn(Most);
}
