using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>How far the walk of <see cref="SamePageMerging"/> is in one guest.</summary>
internal sealed class MergedGuest
{
    private readonly long pages;
    private long done;
    private bool isKnown;
    private bool isMerged;

    public MergedGuest(Guest guest, PageContent content)
    {
        Guest = guest;
        pages = Math.Max(1, (long)content.Total.Pages(4.KiB));
        Kinds = [("zero", content.Zero, true), ($"text of {content.Kernel}", content.KernelText, false),
            ($"image of {content.Image}", content.Image, false)];
    }

    public Guest Guest { get; }

    /// <summary>What can be merged: name of the content, size, and whether every page is the same.</summary>
    public IReadOnlyList<(string Name, Bytes Size, bool IsOneContent)> Kinds { get; }

    /// <summary>Pages until the end of this walk through it; those merged before cost no more time.</summary>
    public long PagesLeft => pages - done;

    /// <summary>Walks on; returns which part can be merged, as shares of the guest.</summary>
    public (double From, double To) Pass(long count)
    {
        var from = done;
        done += count;
        return isKnown && !isMerged ? (from / (double)pages, done / (double)pages) : (0, 0);
    }

    public void Rewind()
    {
        (isMerged, isKnown, done) = (isKnown, true, 0);
    }
}
