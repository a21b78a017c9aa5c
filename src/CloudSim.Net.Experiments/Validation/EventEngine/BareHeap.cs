namespace CloudSim.Net.Experiments.Validation.EventEngine;

/// <summary>The least that keeps events in order: a heap of four children a node in which each popped root is replaced.</summary>
public static class BareHeap
{
    private struct Entry
    {
        public long Time;
        public long Sequence;
        public object Item;

        public readonly bool Before(in Entry other) => Time != other.Time ? Time < other.Time : Sequence < other.Sequence;
    }

    /// <summary>The hold model: takes the first entry and puts one back, again and again.</summary>
    /// <param name="size">Entries in the heap, at least one.</param>
    /// <param name="events">How often.</param>
    /// <param name="delay">Draws how much later an entry comes back, in ticks.</param>
    /// <returns>The number of events.</returns>
    public static long Hold(int size, long events, Func<long> delay)
    {
        var heap = new Entry[size];
        var item = new object();
        for (int i = 0; i < size; i++)
            heap[i] = new Entry { Time = delay(), Sequence = i, Item = item };
        Array.Sort(heap, (a, b) => a.Time.CompareTo(b.Time));
        for (long i = 0; i < events; i++)
            Sink(heap, new Entry { Time = heap[0].Time + delay(), Sequence = size + i, Item = heap[0].Item });
        return events;
    }

    private static void Sink(Entry[] heap, in Entry entry)
    {
        int at = 0;
        for (int child = 1; child < heap.Length; child = (4 * at) + 1)
        {
            int least = child;
            int end = Math.Min(child + 4, heap.Length);
            for (int other = child + 1; other < end; other++)
                if (heap[other].Before(heap[least]))
                    least = other;
            if (!heap[least].Before(entry))
                break;
            heap[at] = heap[least];
            at = least;
        }
        heap[at] = entry;
    }
}
