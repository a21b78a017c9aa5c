using System.Collections;

namespace CloudSim.Net.Engine;

/// <summary>
/// Items in their own order, then of insertion. An item can be found, moved and removed in O(log n); the same item may stand in it several
/// times.
/// </summary>
/// <typeparam name="TItem">What stands in the queue.</typeparam>
public class SimplePriorityQueue<TItem> : IEnumerable<TItem>
    where TItem : IComparable<TItem>
{
    private readonly ItemHeap<TItem, TItem> heap;

    /// <summary>An empty queue, smallest first.</summary>
    public SimplePriorityQueue()
        : this(Comparer<TItem>.Default)
    {
    }

    /// <summary>An empty queue in this order.</summary>
    public SimplePriorityQueue(IComparer<TItem> comparer)
        : this(comparer.Compare)
    {
    }

    /// <summary>An empty queue in this order.</summary>
    public SimplePriorityQueue(Comparison<TItem> comparer) => heap = new(comparer);

    /// <summary>How many stand in the queue.</summary>
    public int Count => heap.Count;

    /// <summary>The first item.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public TItem First => heap.First.Item;

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
    public void Enqueue(TItem item) => heap.Add(item, item);

    /// <summary>Adds an item unless an equal one stands in the queue.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Whether it was added.</returns>
    public bool EnqueueWithoutDuplicates(TItem item)
    {
        if (heap.Contains(item))
            return false;
        heap.Add(item, item);
        return true;
    }

    /// <summary>The items in order.</summary>
    public IEnumerator<TItem> GetEnumerator() => ((IEnumerable<TItem>)heap.InOrder()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

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

    /// <summary>Takes out an item if it stands in the queue.</summary>
    public bool TryRemove(TItem item)
    {
        var node = heap.Find(item);
        if (node != null)
            heap.Remove(node);
        return node != null;
    }

    /// <summary>Moves an item if it stands in the queue, after its order has changed.</summary>
    public bool TryUpdatePriority(TItem item)
    {
        var node = heap.Find(item);
        if (node != null)
            heap.Move(node, item);
        return node != null;
    }

    /// <summary>Moves an item after its order has changed, behind its equals.</summary>
    /// <exception cref="InvalidOperationException">The item does not stand in the queue.</exception>
    public void UpdatePriority(TItem item) => heap.Move(Find(item), item);

    private ItemHeap<TItem, TItem>.Node Find(TItem item) =>
        heap.Find(item) ?? throw new InvalidOperationException($"The item does not stand in the queue: {item}");
}
