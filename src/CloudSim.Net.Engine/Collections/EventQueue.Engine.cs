namespace CloudSim.Net.Engine;

/// <summary>What the simulation uses: no nodes, no allocation.</summary>
public sealed partial class EventQueue
{
    private long instant = long.MinValue;
    private long nextSequence;

    /// <summary>The time of the entry taken last: what is pushed for it goes into the ring.</summary>
    internal long Instant { set => instant = value; }

    internal bool IsEmpty => ringCount == 0 && (hole ? heapCount == 1 : heapCount == 0);

    internal void Push(long time, int priority, Event item)
    {
        long sequence = nextSequence++;
        if (priority == 0 && time == instant && (ringCount == 0 || ringTime == time))
            RingAdd(item, time, sequence);
        else
            HeapInsert(new HeapEntry { Time = time, Sequence = sequence, Priority = priority, Slot = TakeSlot(item) });
    }

    /// <summary>Puts an event before everything else of its time and the default priority.</summary>
    internal EventQueueNode EnqueueFirst(DateTime time, Event item)
    {
        var node = new EventQueueNode { PrimaryPriority = time, Event = item, InsertionIndex = long.MinValue };
        node.QueueIndex = TakeSlot(node);
        HeapInsert(new HeapEntry { Time = time.Ticks, Sequence = long.MinValue, Slot = ~node.QueueIndex });
        return node;
    }

    /// <summary>Takes the first entry: an <see cref="Event"/>, or if <paramref name="tracked"/> an <see cref="Alarm"/> or a node.</summary>
    internal bool TryPop(out long time, out object item, out bool tracked)
    {
        if (hole)
            CloseHole();
        if (ringCount > 0 && (heapCount == 0 || RingGoesFirst(heap[0])))
        {
            time = ringTime;
            item = RingTake();
            tracked = false;
            return true;
        }
        if (heapCount == 0)
        {
            time = 0;
            item = null;
            tracked = false;
            return false;
        }
        var entry = TakeRoot();
        instant = time = entry.Time;
        tracked = entry.Slot < 0;
        item = FreeSlot(tracked ? ~entry.Slot : entry.Slot);
        if (tracked)
            Forget(item);
        return true;
    }

    internal bool TryPeek(out long time)
    {
        if (hole)
            CloseHole();
        if (ringCount > 0 && (heapCount == 0 || RingGoesFirst(heap[0])))
        {
            time = ringTime;
            return true;
        }
        time = heapCount > 0 ? heap[0].Time : 0;
        return heapCount > 0;
    }

    private bool RingGoesFirst(in HeapEntry root) =>
        root.Time != ringTime ? ringTime < root.Time
        : root.Priority != 0 ? root.Priority > 0
        : ring[ringHead].Sequence < root.Sequence;

    /// <summary>Sets or moves a tracked item; returns its slot.</summary>
    internal int SetTracked(int slot, long time, int priority, object item)
    {
        var entry = new HeapEntry { Time = time, Sequence = nextSequence++, Priority = priority };
        if (slot < 0)
        {
            slot = TakeSlot(item);
            entry.Slot = ~slot;
            HeapInsert(entry);
        }
        else
        {
            entry.Slot = ~slot;
            Resift(positions[slot], entry);
        }
        return slot;
    }

    internal void RemoveTracked(int slot)
    {
        HeapRemoveAt(positions[slot]);
        FreeSlot(slot);
    }

    internal long TimeOfTracked(int slot) => heap[positions[slot]].Time;
}
