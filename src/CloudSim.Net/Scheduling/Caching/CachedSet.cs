namespace CloudSim.Net.Scheduling.Caching;

/// <summary>What one level holds of a task's working set.</summary>
internal sealed class CachedSet
{
    public LruCache? Cache;
    public CachedSet? Older, Newer;
    public long Bytes;

    // In the time slice that runs: what was there at its start, and what it is to bring in.
    public long Found, Missing;
}
