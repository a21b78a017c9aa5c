namespace CloudSim.Net.Engine;

/// <summary>
/// Items in order of a key, then of insertion, each found again in O(log n). Nodes are used again, so a steady queue allocates nothing.
/// </summary>
internal sealed class ItemHeap<TItem, TKey>(Comparison<TKey> compare)
{
    internal sealed class Node : GenericPriorityQueueNode
    {
        public TItem Item;
        public TKey Key;

        /// <summary>The next node with an equal item; in the list of free nodes the next free one.</summary>
        public Node Twin;
    }

    private readonly NodeHeap<Node> heap = new(16, (a, b) => compare(a.Key, b.Key));

    /// <summary>Made when somebody looks an item up: most queues never do.</summary>
    private Dictionary<ValueTuple<TItem>, Node> byItem;
    private Node free;

    public int Count => heap.Count;

    public Node First => heap.First;

    public void Clear()
    {
        heap.Clear();
        byItem = null;
    }

    public bool Contains(TItem item) => Find(item) != null;

    public Node Find(TItem item)
    {
        if (byItem == null)
        {
            byItem = [];
            foreach (var node in heap.Nodes)
                Index(node);
        }
        return byItem.GetValueOrDefault(new(item));
    }

    public void Add(TItem item, TKey key)
    {
        var node = free ?? new Node();
        free = node.Twin;
        node.Item = item;
        node.Key = key;
        node.Twin = null;
        if (byItem != null)
            Index(node);
        heap.Add(node);
    }

    public void Remove(Node node)
    {
        Forget(node);
        heap.Remove(node);
        node.Item = default;
        node.Key = default;
        node.Twin = free;
        free = node;
    }

    public void Move(Node node, TKey key)
    {
        node.Key = key;
        heap.MoveBehind(node);
    }

    public TItem[] InOrder() => Array.ConvertAll(heap.InOrder(), n => n.Item);

    public bool IsValid() => heap.IsValid();

    private void Index(Node node)
    {
        if (byItem.TryAdd(new(node.Item), node))
            return;
        var last = byItem[new(node.Item)];
        while (last.Twin != null)
            last = last.Twin;
        last.Twin = node;
    }

    private void Forget(Node node)
    {
        if (byItem == null)
            return;
        var key = new ValueTuple<TItem>(node.Item);
        var first = byItem[key];
        if (first == node)
        {
            if (node.Twin == null)
                byItem.Remove(key);
            else
                byItem[key] = node.Twin;
            return;
        }
        while (first.Twin != node)
            first = first.Twin;
        first.Twin = node.Twin;
    }
}
