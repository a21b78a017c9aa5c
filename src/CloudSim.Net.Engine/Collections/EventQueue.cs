using System.Collections;

namespace CloudSim.Net.Engine;

/// <summary>
/// Events in order of time, then priority, then insertion; the order is strict at any size. It grows as needed. Every operation
/// but the enumeration, which sorts, takes at most logarithmic time.
/// </summary>
public sealed partial class EventQueue : IEnumerable<EventQueueNode>
{
    /// <summary>An empty queue.</summary>
    /// <param name="maxNodes">How many entries to make room for at first; more fit.</param>
    public EventQueue(int maxNodes)
    {
        int room = Math.Max(maxNodes, 16);
        heap = new HeapEntry[room];
        slots = new object[room];
        positions = new int[room];
    }

    /// <summary>Entries in the queue.</summary>
    public int Count => ringCount + heapCount - (hole ? 1 : 0);

    /// <summary>Entries that fit before the queue grows.</summary>
    public int MaxSize => heap.Length;

    /// <summary>The first entry; null when the queue is empty.</summary>
    public EventQueueNode First
    {
        get
        {
            Settle();
            return heapCount == 0 ? null : NodeAt(0);
        }
    }

    /// <summary>Takes out every entry.</summary>
    public void Clear()
    {
        Settle();
        for (int i = 0; i < heapCount; i++)
            if (heap[i].Slot < 0)
                Forget(slots[~heap[i].Slot]);
        Array.Clear(slots, 0, usedSlots);
        heapCount = usedSlots = 0;
        freeSlot = -1;
    }

    /// <summary>Whether this node stands in this queue.</summary>
    public bool Contains(EventQueueNode node) =>
        node.QueueIndex >= 0 && node.QueueIndex < usedSlots && ReferenceEquals(slots[node.QueueIndex], node);

    /// <summary>Takes out the first entry.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public EventQueueNode Dequeue()
    {
        Settle();
        if (heapCount == 0)
            throw new InvalidOperationException("The queue is empty.");
        var node = NodeAt(0);
        var item = slots[node.QueueIndex];
        RemoveTracked(node.QueueIndex);
        node.QueueIndex = -1;
        Forget(item);
        return node;
    }

    /// <summary>Adds an event.</summary>
    /// <param name="primaryPriority">When it happens.</param>
    /// <param name="event">The event.</param>
    /// <param name="secondaryPriority">Order among events of one time: smaller first.</param>
    public EventQueueNode Enqueue(DateTime primaryPriority, Event @event, int secondaryPriority = 0)
    {
        Settle();
        var node = new EventQueueNode
        {
            PrimaryPriority = primaryPriority,
            SecondaryPriority = secondaryPriority,
            Event = @event,
            InsertionIndex = nextSequence,
        };
        node.QueueIndex = SetTracked(-1, primaryPriority.Ticks, secondaryPriority, node);
        return node;
    }

    /// <summary>The entries in order.</summary>
    public IEnumerator<EventQueueNode> GetEnumerator()
    {
        Settle();
        var sorted = heap.AsSpan(0, heapCount).ToArray();
        Array.Sort(sorted, (a, b) => a.Before(b) ? -1 : b.Before(a) ? 1 : 0);
        var nodes = new List<EventQueueNode>(sorted.Length);
        foreach (var entry in sorted)
            nodes.Add(Node(entry));
        return nodes.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether the inner order holds; for tests.</summary>
    public bool IsValidQueue()
    {
        for (int i = 1; i < heapCount; i++)
            if (heap[i].Before(heap[(i - 1) >> 2]) || (heap[i].Slot < 0 && positions[~heap[i].Slot] != i))
                return false;
        return true;
    }

    /// <summary>Takes out one entry.</summary>
    /// <exception cref="InvalidOperationException">The node does not stand in this queue.</exception>
    public void Remove(EventQueueNode node)
    {
        Settle();
        Check(node);
        RemoveTracked(node.QueueIndex);
        node.QueueIndex = -1;
    }

    /// <summary>Moves an entry to another time or priority, behind those that already stand there.</summary>
    /// <exception cref="InvalidOperationException">The node does not stand in this queue.</exception>
    public void UpdatePriority(EventQueueNode node, DateTime primaryPriority, int secondaryPriority)
    {
        Settle();
        Check(node);
        node.PrimaryPriority = primaryPriority;
        node.SecondaryPriority = secondaryPriority;
        node.InsertionIndex = nextSequence;
        SetTracked(node.QueueIndex, primaryPriority.Ticks, secondaryPriority, node);
    }

    private void Settle()
    {
        EmptyRing();
        if (hole)
            CloseHole();
    }

    private void Check(EventQueueNode node)
    {
        if (!Contains(node))
            throw new InvalidOperationException("The node does not stand in this queue.");
    }

    /// <summary>The node of a heap entry; an event pushed without one gets it now and is tracked from here on.</summary>
    private EventQueueNode NodeAt(int index)
    {
        ref HeapEntry entry = ref heap[index];
        if (entry.Slot >= 0)
        {
            slots[entry.Slot] = Describe(entry, (Event)slots[entry.Slot]);
            positions[entry.Slot] = index;
            entry.Slot = ~entry.Slot;
        }
        return Node(entry);
    }

    private EventQueueNode Node(in HeapEntry entry) => slots[entry.Slot < 0 ? ~entry.Slot : entry.Slot] switch
    {
        EventQueueNode node => node,
        Event item => Describe(entry, item),
        Alarm alarm => Describe(entry, alarm.AsEvent()),
        _ => null,
    };

    private static EventQueueNode Describe(in HeapEntry entry, Event item) => new()
    {
        PrimaryPriority = new DateTime(entry.Time),
        SecondaryPriority = entry.Priority,
        Event = item,
        InsertionIndex = entry.Sequence,
        QueueIndex = entry.Slot < 0 ? ~entry.Slot : entry.Slot,
    };

    private static void Forget(object item)
    {
        if (item is Alarm alarm)
            alarm.Forget();
        else if (item is EventQueueNode node)
            node.QueueIndex = -1;
    }
}
