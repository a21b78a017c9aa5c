namespace CloudSim.Net.Engine;

/// <summary>Items in order of a key, then of insertion, each found again in O(log n). Nodes are used again, so a steady queue allocates nothing.</summary>
internal sealed class ItemHeap<TItem, TKey>(Comparison<TKey> compare)
{
    internal sealed class Node
    {
        public TItem Item;
        public TKey Key;
        public long Order;
        public int At;

        /// <summary>The next node with an equal item; in the list of free nodes the next free one.</summary>
        public Node Twin;
    }

    /// <summary>Made when somebody looks an item up: most queues never do.</summary>
    private Dictionary<ValueTuple<TItem>, Node> byItem;
    private Node[] nodes = new Node[16];
    private Node free;
    private long nextOrder;

    public int Count { get; private set; }

    public Node First => Count > 0 ? nodes[0] : throw new InvalidOperationException("The queue is empty.");

    public void Clear()
    {
        Array.Clear(nodes, 0, Count);
        byItem = null;
        Count = 0;
    }

    public bool Contains(TItem item) => Find(item) != null;

    public Node Find(TItem item)
    {
        if (byItem == null)
        {
            byItem = [];
            foreach (var node in nodes.AsSpan(0, Count))
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
        node.Order = nextOrder++;
        node.Twin = null;
        if (byItem != null)
            Index(node);
        if (Count == nodes.Length)
            Array.Resize(ref nodes, Count * 2);
        Up(Count++, node);
    }

    public void Remove(Node node)
    {
        Forget(node);
        var last = nodes[--Count];
        nodes[Count] = null;
        if (last != node)
            Settle(node.At, last);
        node.Item = default;
        node.Key = default;
        node.Twin = free;
        free = node;
    }

    public void Move(Node node, TKey key)
    {
        node.Key = key;
        node.Order = nextOrder++;
        Settle(node.At, node);
    }

    public TItem[] InOrder()
    {
        var sorted = nodes.AsSpan(0, Count).ToArray();
        Array.Sort(sorted, (a, b) => a == b ? 0 : Before(a, b) ? -1 : 1);
        return Array.ConvertAll(sorted, n => n.Item);
    }

    public bool IsValid()
    {
        for (int i = 1; i < Count; i++)
            if (nodes[i].At != i || Before(nodes[i], nodes[(i - 1) / 2]))
                return false;
        return true;
    }

    private bool Before(Node a, Node b)
    {
        int order = compare(a.Key, b.Key);
        return order != 0 ? order < 0 : a.Order < b.Order;
    }

    private void Settle(int at, Node node)
    {
        if (at > 0 && Before(node, nodes[(at - 1) / 2]))
            Up(at, node);
        else
            Down(at, node);
    }

    private void Up(int at, Node node)
    {
        while (at > 0 && Before(node, nodes[(at - 1) / 2]))
        {
            Place(at, nodes[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
        Place(at, node);
    }

    private void Down(int at, Node node)
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

    private void Place(int at, Node node)
    {
        nodes[at] = node;
        node.At = at;
    }

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
