namespace CloudSim.Net.Engine;

/// <summary>
/// Loading ahead. With a million processes an event costs little but waiting for memory: for its slot, for itself, for the process that
/// waits for it, and for that one's method, each found only in the one before. But an entry that comes up the heap will be due in a few
/// events, and each event moves one entry into each of the upper levels: so at each of the last four levels one of these is loaded.
/// </summary>
public sealed partial class EventQueue
{
    /// <summary>Entries from which on what they stand for does not fit into the near caches.</summary>
    private const int ManyEntries = 1 << 12;

    /// <summary>Entries from which on the heap itself does not.</summary>
    private const int LargeHeap = 1 << 15;

    /// <summary>Levels 0 to 3 of the heap end before this entry.</summary>
    private const int FirstColdEntry = 1 + 4 + 16 + 64;

    /// <param name="index">Where the entry is going to stand.</param>
    /// <param name="slot">Its slot.</param>
    private void LoadAhead(int index, int slot)
    {
        slot = slot < 0 ? ~slot : slot;
        if (index > 20)
        {
            CacheAhead.Load(ref slots[slot]);
            CacheAhead.Load(ref positions[slot]);
        }
        else if (index > 4)
            CacheAhead.Load(slots[slot]);
        else if (slots[slot] is Alarm alarm)
            alarm.LoadRing();
        else
            (slots[slot] as Event)?.LoadWaiter(itsMethod: index == 0);
    }
}
