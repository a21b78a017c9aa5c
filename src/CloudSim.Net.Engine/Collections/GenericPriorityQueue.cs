using System.Collections;

namespace CloudSim.Net.Engine;

/// <summary>Nodes in their own order, then of insertion; each knows its place, so that nothing is searched. It grows as needed.</summary>
/// <typeparam name="TItem">The kind of nodes; each stands in one queue at a time.</typeparam>
public sealed class GenericPriorityQueue<TItem> : IEnumerable<TItem>
    where TItem : GenericPriorityQueueNode
{
    private readonly NodeHeap<TItem> heap;

    /// <summary>An empty queue, smallest first.</summary>
    /// <param name="maxNodes">How many nodes to make room for at first.</param>
    public GenericPriorityQueue(int maxNodes)
        : this(maxNodes, Comparer<TItem>.Default)
    {
    }

    /// <summary>An empty queue in this order.</summary>
    /// <param name="maxNodes">How many nodes to make room for at first.</param>
    /// <param name="comparer">The order.</param>
    public GenericPriorityQueue(int maxNodes, IComparer<TItem> comparer)
        : this(maxNodes, comparer.Compare)
    {
    }

    /// <summary>An empty queue in this order.</summary>
    /// <param name="maxNodes">How many nodes to make room for at first.</param>
    /// <param name="comparer">The order.</param>
    public GenericPriorityQueue(int maxNodes, Comparison<TItem> comparer) => heap = new(maxNodes, comparer);

    /// <summary>How many stand in the queue.</summary>
    public int Count => heap.Count;

    /// <summary>How many fit before it grows.</summary>
    public int MaxSize => heap.Room;

    /// <summary>The first node.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public TItem First => heap.First;

    /// <summary>Takes out every node.</summary>
    public void Clear() => heap.Clear();

    /// <summary>Whether this node stands in this queue.</summary>
    public bool Contains(TItem node) => heap.Contains(node);

    /// <summary>Takes out the first node.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public TItem Dequeue()
    {
        var first = heap.First;
        heap.Remove(first);
        return first;
    }

    /// <summary>Adds a node.</summary>
    /// <param name="node">The node; it must stand in no queue.</param>
    /// <exception cref="InvalidOperationException">The node stands in a queue.</exception>
    public void Enqueue(TItem node) => heap.Add(node);

    /// <summary>The nodes in order.</summary>
    public IEnumerator<TItem> GetEnumerator() => ((IEnumerable<TItem>)heap.InOrder()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether the inner order holds; for tests.</summary>
    public bool IsValidQueue() => heap.IsValid();

    /// <summary>Takes out a node.</summary>
    /// <exception cref="InvalidOperationException">The node does not stand in this queue.</exception>
    public void Remove(TItem node) => heap.Remove(node);

    /// <summary>Makes room for so many nodes.</summary>
    /// <exception cref="InvalidOperationException">More stand in the queue.</exception>
    public void Resize(int maxNodes) => heap.Resize(maxNodes);

    /// <summary>Moves a node after its order has changed.</summary>
    /// <exception cref="InvalidOperationException">The node does not stand in this queue.</exception>
    public void UpdatePriority(TItem node) => heap.Update(node);
}
