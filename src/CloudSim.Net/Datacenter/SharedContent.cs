using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// Pages of one content, held by several guests: one copy serves all. Guests are walked in the same order, so the longest part contains the
/// others.
/// </summary>
/// <param name="isOneContent">Whether every page is the same (zeroes), so that one page serves all.</param>
internal sealed class SharedContent(bool isOneContent)
{
    private readonly Dictionary<MergedGuest, Bytes> parts = [];
    private Bytes longest;

    public Bytes Sum { get; private set; }

    public Bytes Saved => Sum - (isOneContent ? Bytes.Min(Sum, 4.KiB) : longest);

    public void Add(MergedGuest guest, Bytes size)
    {
        var part = parts.GetValueOrDefault(guest) + size;
        parts[guest] = part;
        Sum += size;
        longest = Bytes.Max(longest, part);
    }

    public Bytes Of(MergedGuest guest) => parts.GetValueOrDefault(guest);

    public void Take(MergedGuest guest, Bytes size)
    {
        if (size.Count == 0)
            return;
        var part = parts[guest];
        parts[guest] = part - size;
        Shrink(part, size);
    }

    public void Remove(MergedGuest guest)
    {
        if (parts.Remove(guest, out var part))
            Shrink(part, part);
    }

    private void Shrink(Bytes part, Bytes by)
    {
        Sum -= by;
        if (part == longest)
            longest = parts.Count == 0 ? Bytes.Zero : parts.Values.Max();
    }
}
