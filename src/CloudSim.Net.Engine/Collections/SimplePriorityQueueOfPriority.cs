using System.Collections;

namespace CloudSim.Net.Engine;

/// <summary>
/// Items in order of a priority, then of insertion. An item can be found, moved and removed in O(log n); the same item may stand in it
/// several times.
/// </summary>
/// <typeparam name="TItem">What stands in the queue.</typeparam>
/// <typeparam name="TPriority">What decides the order.</typeparam>
public class SimplePriorityQueue<TItem, TPriority> : IEnumerable<TItem>
    where TPriority : IComparable<TPriority>
{
    private readonly ItemHeap<TItem, TPriority> heap;

    /// <summary>An empty queue, smallest first.</summary>
    public SimplePriorityQueue()
        : this(Comparer<TPriority>.Default)
    {
    }

    /// <summary>An empty queue in this order.</summary>
    public SimplePriorityQueue(IComparer<TPriority> comparer)
        : this(comparer.Compare)
    {
    }

    /// <summary>An empty queue in this order.</summary>
    public SimplePriorityQueue(Comparison<TPriority> comparer) => heap = new(comparer);

    /// <summary>How many stand in the queue.</summary>
    public int Count => heap.Count;

    /// <summary>The first item.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public TItem First => heap.First.Item;

    /// <summary>The priority of the first item.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public TPriority Peek => heap.First.Key;

    /// <summary>Takes out every item.</summary>
    public void Clear() => heap.Clear();

    /// <summary>Whether an equal item stands in the queue.</summary>
    public bool Contains(TItem item) => heap.Contains(item);

    /// <summary>Takes out the first item.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public TItem Dequeue()
    {
        var first = heap.First.Item;
        heap.Remove(heap.First);
        return first;
    }

    /// <summary>Adds an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="priority">Smaller comes first.</param>
    public void Enqueue(TItem item, TPriority priority) => heap.Add(item, priority);

    /// <summary>Adds an item unless an equal one stands in the queue.</summary>
    /// <param name="item">The item.</param>
    /// <param name="priority">Smaller comes first.</param>
    /// <returns>Whether it was added.</returns>
    public bool EnqueueWithoutDuplicates(TItem item, TPriority priority)
    {
        if (heap.Contains(item))
            return false;
        heap.Add(item, priority);
        return true;
    }

    /// <summary>The items in order.</summary>
    public IEnumerator<TItem> GetEnumerator() => ((IEnumerable<TItem>)heap.InOrder()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The priority of an item.</summary>
    /// <exception cref="InvalidOperationException">The item does not stand in the queue.</exception>
    public TPriority GetPriority(TItem item) => Find(item).Key;

    /// <summary>Whether the inner order holds; for tests.</summary>
    public bool IsValidQueue() => heap.IsValid();

    /// <summary>Takes out an item.</summary>
    /// <exception cref="InvalidOperationException">The item does not stand in the queue.</exception>
    public void Remove(TItem item) => heap.Remove(Find(item));

    /// <summary>Takes out the first item if there is one.</summary>
    public bool TryDequeue(out TItem first)
    {
        if (!TryFirst(out first))
            return false;
        heap.Remove(heap.First);
        return true;
    }

    /// <summary>The first item if there is one.</summary>
    public bool TryFirst(out TItem first)
    {
        first = heap.Count > 0 ? heap.First.Item : default;
        return heap.Count > 0;
    }

    /// <summary>The priority of an item if it stands in the queue.</summary>
    public bool TryGetPriority(TItem item, out TPriority priority)
    {
        var node = heap.Find(item);
        priority = node == null ? default : node.Key;
        return node != null;
    }

    /// <summary>Takes out an item if it stands in the queue.</summary>
    public bool TryRemove(TItem item)
    {
        var node = heap.Find(item);
        if (node != null)
            heap.Remove(node);
        return node != null;
    }

    /// <summary>Moves an item if it stands in the queue to another priority.</summary>
    public bool TryUpdatePriority(TItem item, TPriority priority)
    {
        var node = heap.Find(item);
        if (node != null)
            heap.Move(node, priority);
        return node != null;
    }

    /// <summary>Moves an item to another priority, behind its equals.</summary>
    /// <exception cref="InvalidOperationException">The item does not stand in the queue.</exception>
    public void UpdatePriority(TItem item, TPriority priority) => heap.Move(Find(item), priority);

    private ItemHeap<TItem, TPriority>.Node Find(TItem item) =>
        heap.Find(item) ?? throw new InvalidOperationException($"The item does not stand in the queue: {item}");
}
