namespace CloudSim.Net.Datacenter;

/// <summary>
/// Sizes of requests for which the most that is free says too little, since many nodes have enough of one resource and too little of
/// another, or have one of a group that stands apart: for each of them the trees know, by a bit, on which nodes it may stand.
/// </summary>
/// <param name="groups">Where the members of groups stand.</param>
internal sealed class RoomSizes(AffinityBook groups)
{
    /// <summary>As many sizes as a word has bits.</summary>
    public const int Most = 64;

    private readonly Dictionary<RoomSize, int> bits = [];
    private readonly List<RoomSize> sizes = [];
    private int oldest;

    /// <summary>The bits that a node must have for a size: its own and, of one with a group, that of the size alone; 0 for none.</summary>
    public ulong Of(in RoomSize size) => sizes.Count == 0 ? 0 : size.Apart is null ? Bit(size) : Bit(size) | Bit(size.Alone);

    /// <summary>Whether a size has its bit.</summary>
    public bool Has(in RoomSize size) => sizes.Count > 0 && bits.ContainsKey(size);

    /// <summary>Whether a bit depends on where a group stands.</summary>
    public bool Know(string apart, bool byRack)
    {
        foreach (var size in sizes)
            if (size.ByRack == byRack && size.Apart == apart)
                return true;
        return false;
    }

    /// <summary>The sizes that may stand on a node.</summary>
    public ulong On(Node node)
    {
        var (fit, free) = (0UL, node.Free);
        for (var bit = 0; bit < sizes.Count; bit++)
            if (sizes[bit].Needs.FitsIn(free) && !groups.KeepsAway(sizes[bit].Apart, sizes[bit].ByRack, node))
                fit |= 1UL << bit;
        return fit;
    }

    /// <summary>Gives a size a bit, if all are taken that of the one that has had it longest.</summary>
    public void Add(in RoomSize size)
    {
        if (sizes.Count < Most)
        {
            bits.Add(size, sizes.Count);
            sizes.Add(size);
            return;
        }

        bits.Remove(sizes[oldest]);
        bits.Add(size, oldest);
        sizes[oldest] = size;
        oldest = (oldest + 1) % Most;
    }

    private ulong Bit(in RoomSize size) => bits.TryGetValue(size, out var bit) ? 1UL << bit : 0;
}
