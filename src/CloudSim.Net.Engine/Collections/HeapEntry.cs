namespace CloudSim.Net.Engine;

/// <summary>What the heap moves around: 24 bytes without a reference, so that no move costs a write barrier.</summary>
internal struct HeapEntry
{
    /// <summary>When, in ticks of 100 ns.</summary>
    public long Time;

    /// <summary>Breaks ties of time and priority: smaller was scheduled earlier.</summary>
    public long Sequence;

    /// <summary>Breaks ties of time: smaller goes first.</summary>
    public int Priority;

    /// <summary>Where the item stands; the complement of it for an item whose position is tracked.</summary>
    public int Slot;

    public readonly bool Before(in HeapEntry other) =>
        Time != other.Time ? Time < other.Time
        : Priority != other.Priority ? Priority < other.Priority
        : Sequence < other.Sequence;
}
