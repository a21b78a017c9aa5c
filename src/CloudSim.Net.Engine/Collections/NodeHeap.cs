namespace CloudSim.Net.Engine;

/// <summary>Nodes in some order, then of insertion; each knows its place, so that nothing is searched.</summary>
internal sealed class NodeHeap<TItem>(int room, Comparison<TItem> compare)
    where TItem : GenericPriorityQueueNode
{
    private TItem[] nodes = new TItem[Math.Max(room, 4)];
    private long next;

    public int Count { get; private set; }

    public int Room => nodes.Length;

    public TItem First => Count > 0 ? nodes[0] : throw new InvalidOperationException("The queue is empty.");

    public ReadOnlySpan<TItem> Nodes => nodes.AsSpan(0, Count);

    public bool Contains(TItem node) => ReferenceEquals(node.Queue, this);

    public void Add(TItem node)
    {
        if (node.Queue != null)
            throw new InvalidOperationException("The node stands in a queue already.");
        if (Count == nodes.Length)
            Resize(Count * 2);
        node.Queue = this;
        node.InsertionIndex = next++;
        Up(Count++, node);
    }

    public void Remove(TItem node)
    {
        Check(node);
        var last = nodes[--Count];
        nodes[Count] = null;
        if (last != node)
            Settle(node.QueueIndex, last);
        Release(node);
    }

    public void Update(TItem node)
    {
        Check(node);
        Settle(node.QueueIndex, node);
    }

    /// <summary>Moves a node whose order has changed, behind its equals.</summary>
    public void MoveBehind(TItem node)
    {
        node.InsertionIndex = next++;
        Update(node);
    }

    public void Check(TItem node)
    {
        if (!Contains(node))
            throw new InvalidOperationException("The node does not stand in this queue.");
    }

    public void Clear()
    {
        for (int i = 0; i < Count; i++)
            Release(nodes[i]);
        Array.Clear(nodes, 0, Count);
        Count = 0;
    }

    public void Resize(int size)
    {
        if (size < Count)
            throw new InvalidOperationException($"The queue holds {Count} nodes already.");
        Array.Resize(ref nodes, size);
    }

    public TItem[] InOrder()
    {
        var sorted = nodes.AsSpan(0, Count).ToArray();
        Array.Sort(sorted, (a, b) => a == b ? 0 : Before(a, b) ? -1 : 1);
        return sorted;
    }

    public bool IsValid()
    {
        for (int i = 1; i < Count; i++)
            if (nodes[i].QueueIndex != i || Before(nodes[i], nodes[(i - 1) / 2]))
                return false;
        return true;
    }

    private bool Before(TItem a, TItem b)
    {
        int order = compare(a, b);
        return order != 0 ? order < 0 : a.InsertionIndex < b.InsertionIndex;
    }

    private void Settle(int at, TItem node)
    {
        if (at > 0 && Before(node, nodes[(at - 1) / 2]))
            Up(at, node);
        else
            Down(at, node);
    }

    private void Up(int at, TItem node)
    {
        while (at > 0 && Before(node, nodes[(at - 1) / 2]))
        {
            Place(at, nodes[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
        Place(at, node);
    }

    private void Down(int at, TItem node)
    {
        for (int child = (2 * at) + 1; child < Count; child = (2 * at) + 1)
        {
            if (child + 1 < Count && Before(nodes[child + 1], nodes[child]))
                child++;
            if (!Before(nodes[child], node))
                break;
            Place(at, nodes[child]);
            at = child;
        }
        Place(at, node);
    }

    private void Place(int at, TItem node)
    {
        nodes[at] = node;
        node.QueueIndex = at;
    }

    private static void Release(TItem node)
    {
        node.Queue = null;
        node.QueueIndex = -1;
    }
}
