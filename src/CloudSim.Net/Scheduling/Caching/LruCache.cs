namespace CloudSim.Net.Scheduling.Caching;

/// <summary>
/// A cache that replaces what was used least recently, as working sets: each has a part of it, and the oldest give way first. One step for
/// each set that goes, each of which has come before.
/// </summary>
internal sealed class LruCache(long size)
{
    private CachedSet? newest, oldest;
    private long used;

    // The set is used now, with so many bytes here; others make room.
    public void Use(CachedSet set, long bytes)
    {
        Remove(set);
        if (bytes == 0)
            return;
        (set.Bytes, set.Older) = (bytes, newest);
        used += bytes;
        if (newest != null)
            newest.Newer = set;
        else
            oldest = set;
        newest = set;
        while (used > size)
        {
            var last = oldest!;
            if (last.Bytes <= used - size)
                Remove(last);
            else
                (last.Bytes, used) = (last.Bytes - (used - size), size);
        }
    }

    public void Remove(CachedSet set)
    {
        if (set.Bytes == 0)
            return;
        used -= set.Bytes;
        if (set.Older != null)
            set.Older.Newer = set.Newer;
        else
            oldest = set.Newer;
        if (set.Newer != null)
            set.Newer.Older = set.Older;
        else
            newest = set.Older;
        (set.Bytes, set.Older, set.Newer) = (0, null, null);
    }
}
