namespace CloudSim.Net.Scheduling.Caching;

/// <summary>A task's working set in the caches: on each level, and what its time slice has to bring in again.</summary>
internal sealed class CacheFootprint(int levels)
{
    public readonly CachedSet[] Sets = [.. Enumerable.Range(0, levels).Select(_ => new CachedSet())];

    // Of the running time slice: time for what is missing, and time of work in which all of it is touched.
    public long Reload, OverheadBefore, ConsumedBefore;
    public double Touching;
    public bool IsRunning;
}
