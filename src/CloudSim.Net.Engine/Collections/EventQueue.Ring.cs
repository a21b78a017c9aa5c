namespace CloudSim.Net.Engine;

/// <summary>
/// The ring: what is scheduled for the current instant with the default priority runs in order of arrival, so it needs no heap.
/// </summary>
public sealed partial class EventQueue
{
    private struct RingEntry
    {
        public Event Event;
        public long Sequence;
    }

    private RingEntry[] ring = new RingEntry[64];
    private int ringHead;
    private int ringCount;
    private long ringTime;

    private void RingAdd(Event item, long time, long sequence)
    {
        if (ringCount == ring.Length)
            GrowRing();
        ringTime = time;
        ref RingEntry entry = ref ring[(ringHead + ringCount) & (ring.Length - 1)];
        entry.Event = item;
        entry.Sequence = sequence;
        ringCount++;
    }

    private Event RingTake()
    {
        ref RingEntry entry = ref ring[ringHead];
        var item = entry.Event;
        entry.Event = null;
        ringHead = (ringHead + 1) & (ring.Length - 1);
        ringCount--;
        return item;
    }

    private void GrowRing()
    {
        var larger = new RingEntry[ring.Length * 2];
        for (int i = 0; i < ringCount; i++)
            larger[i] = ring[(ringHead + i) & (ring.Length - 1)];
        ring = larger;
        ringHead = 0;
    }

    /// <summary>Moves the ring's events into the heap, in their order, for the operations that need nodes.</summary>
    private void EmptyRing()
    {
        while (ringCount > 0)
        {
            long sequence = ring[ringHead].Sequence;
            var item = RingTake();
            HeapInsert(new HeapEntry { Time = ringTime, Sequence = sequence, Slot = TakeSlot(item) });
        }
    }
}
