namespace CloudSim.Net.Engine;

/// <summary>
/// A queue in order of arrival from whose middle one can leave in O(1). It is a linked list, since derived classes see it as one; nodes are
/// used again.
/// </summary>
internal sealed class Line<T>
    where T : class
{
    private readonly Stack<LinkedListNode<T>> free = new();

    public LinkedList<T> List { get; } = new();

    public int Count => List.Count;

    public LinkedListNode<T> Add(T item)
    {
        if (!free.TryPop(out var node))
            node = new LinkedListNode<T>(item);
        else
            node.Value = item;
        List.AddLast(node);
        return node;
    }

    /// <summary>Takes an item out; false if it is not in the line. Its node may have become another item's since.</summary>
    public bool Remove(object place, T item)
    {
        if (place is not LinkedListNode<T> node || node.List != List || !ReferenceEquals(node.Value, item))
            return false;
        Remove(node);
        return true;
    }

    /// <summary>Takes a node out that is in the line.</summary>
    public void Remove(LinkedListNode<T> node)
    {
        List.Remove(node);
        node.Value = default;
        free.Push(node);
    }
}
