namespace CloudSim.Net.Engine;

/// <summary>
/// A queue in order of arrival from whose middle one can leave in O(1). It is a linked list, since derived classes see it as one; nodes are used again.
/// </summary>
internal sealed class Line<T>
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

    /// <summary>Takes a node out; false if it is not in the line.</summary>
    public bool Remove(LinkedListNode<T> node)
    {
        if (node?.List != List)
            return false;
        List.Remove(node);
        node.Value = default;
        free.Push(node);
        return true;
    }
}
