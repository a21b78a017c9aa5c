using System.Collections;

namespace CloudSim.Net.Engine;

/// <summary>
/// Nodes in order of a priority, then of insertion; each knows its place, so that nothing is searched. It grows as needed.
/// </summary>
/// <typeparam name="TItem">The kind of nodes; each stands in one queue at a time.</typeparam>
/// <typeparam name="TPriority">What decides the order.</typeparam>
public sealed class GenericPriorityQueue<TItem, TPriority> : IEnumerable<TItem>
    where TItem : GenericPriorityQueueNode<TPriority>
    where TPriority : IComparable<TPriority>
{
    private readonly NodeHeap<TItem> heap;

    /// <summary>An empty queue, smallest first.</summary>
    /// <param name="maxNodes">How many nodes to make room for at first.</param>
    public GenericPriorityQueue(int maxNodes)
        : this(maxNodes, Comparer<TPriority>.Default)
    {
    }

    /// <summary>An empty queue in this order.</summary>
    /// <param name="maxNodes">How many nodes to make room for at first.</param>
    /// <param name="comparer">The order.</param>
    public GenericPriorityQueue(int maxNodes, IComparer<TPriority> comparer)
        : this(maxNodes, comparer.Compare)
    {
    }

    /// <summary>An empty queue in this order.</summary>
    /// <param name="maxNodes">How many nodes to make room for at first.</param>
    /// <param name="comparer">The order.</param>
    public GenericPriorityQueue(int maxNodes, Comparison<TPriority> comparer) =>
        heap = new(maxNodes, (a, b) => comparer(a.Priority, b.Priority));

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
    /// <param name="priority">Smaller comes first.</param>
    /// <exception cref="InvalidOperationException">The node stands in a queue.</exception>
    public void Enqueue(TItem node, TPriority priority)
    {
        if (node.Queue != null)
            throw new InvalidOperationException("The node stands in a queue already.");
        node.Priority = priority;
        heap.Add(node);
    }

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

    /// <summary>Moves a node to another priority.</summary>
    /// <exception cref="InvalidOperationException">The node does not stand in this queue.</exception>
    public void UpdatePriority(TItem node, TPriority priority)
    {
        heap.Check(node);
        node.Priority = priority;
        heap.Update(node);
    }
}
