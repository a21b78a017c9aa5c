using CloudSim.Net.Units;

namespace CloudSim.Net.Images;

/// <summary>What file operations made a union file system do, as counts. <see cref="UnionCosts"/> turns them into time.</summary>
/// <param name="Operations">System calls that reached the file system.</param>
/// <param name="Lookups">Names looked up in one layer each, because the union's cache did not have them.</param>
/// <param name="CopiedFiles">Files copied up.</param>
/// <param name="CopiedBytes">Their sizes: the whole file, however little is written.</param>
/// <param name="CopiedDirectories">Directories made in the upper layer because something below them changed.</param>
/// <param name="Changes">Entries made or removed in the upper layer, whiteouts counted.</param>
public readonly record struct UnionWork(long Operations, long Lookups, long CopiedFiles, Bytes CopiedBytes, long CopiedDirectories,
    long Changes)
{
    /// <summary>
    /// How often the files written double a page, summed over the writes: the tree of a large file's pages is deeper, and less of it is in
    /// the CPU's caches.
    /// </summary>
    public double PageDoublings { get; init; }

    /// <summary>
    /// Names found for the first time, for each of which the union makes an object of its own. A name that is in no layer is kept too, as
    /// a negative entry, at the price of its look-ups alone.
    /// </summary>
    public long Found { get; init; }

    /// <summary>Sum.</summary>
    public static UnionWork operator +(UnionWork a, UnionWork b) => new(
        a.Operations + b.Operations, a.Lookups + b.Lookups, a.CopiedFiles + b.CopiedFiles,
        a.CopiedBytes + b.CopiedBytes, a.CopiedDirectories + b.CopiedDirectories,
        a.Changes + b.Changes) { PageDoublings = a.PageDoublings + b.PageDoublings, Found = a.Found + b.Found };

    /// <summary>What was added since.</summary>
    public static UnionWork operator -(UnionWork a, UnionWork b) => new(
        a.Operations - b.Operations, a.Lookups - b.Lookups, a.CopiedFiles - b.CopiedFiles,
        a.CopiedBytes - b.CopiedBytes, a.CopiedDirectories - b.CopiedDirectories,
        a.Changes - b.Changes) { PageDoublings = a.PageDoublings - b.PageDoublings, Found = a.Found - b.Found };
}
