namespace CloudSim.Net.Datacenter;

/// <summary>
/// Sizes of requests for which the most that is free says too little, since many nodes have enough of one resource and too little of
/// another: for each of them the trees know, by a bit, on which nodes it fits.
/// </summary>
internal sealed class RoomSizes
{
    /// <summary>As many sizes as a word has bits.</summary>
    public const int Most = 64;

    private readonly Dictionary<Resources, int> bits = [];
    private readonly List<Resources> sizes = [];
    private int oldest;

    /// <summary>The size's bit; 0 if it has none.</summary>
    public ulong Of(in Resources needs) => sizes.Count > 0 && bits.TryGetValue(needs, out var bit) ? 1UL << bit : 0;

    /// <summary>The sizes that fit into what is free.</summary>
    public ulong On(in Resources free)
    {
        var fit = 0UL;
        for (var bit = 0; bit < sizes.Count; bit++)
            if (sizes[bit].FitsIn(free))
                fit |= 1UL << bit;
        return fit;
    }

    /// <summary>Gives a size a bit, if all are taken that of the one that has had it longest.</summary>
    public void Add(in Resources needs)
    {
        if (sizes.Count < Most)
        {
            bits.Add(needs, sizes.Count);
            sizes.Add(needs);
            return;
        }

        bits.Remove(sizes[oldest]);
        bits.Add(needs, oldest);
        sizes[oldest] = needs;
        oldest = (oldest + 1) % Most;
    }
}
