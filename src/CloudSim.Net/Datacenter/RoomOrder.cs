namespace CloudSim.Net.Datacenter;

/// <summary>
/// The nodes in order of what is left of something, then of their numbers: a treap (Seidel and Aragon 1996, "Randomized search trees")
/// that knows, for what lies below each node, what there is room for. Priorities are a hash of the numbers, so it draws nothing.
/// </summary>
/// <param name="nodes">The nodes.</param>
/// <param name="key">What decides the order, the least first.</param>
internal sealed class RoomOrder(NodeIndex nodes, Func<Node, double> key)
{
    private int[] left = [], right = [];
    private double[] keys = [];
    private Room[] below = []; // the node itself included
    private int root = -1;

    /// <summary>A node was added.</summary>
    public void Add(Node node)
    {
        if (node.Number >= keys.Length)
        {
            var size = Math.Max(16, checked(2 * keys.Length));
            Array.Resize(ref left, size);
            Array.Resize(ref right, size);
            Array.Resize(ref keys, size);
            Array.Resize(ref below, size);
        }

        keys[node.Number] = key(node);
        root = Insert(root, node.Number);
    }

    /// <summary>What is free on a node has changed, or whether it is open; the tree of all nodes knows it already.</summary>
    public void Changed(Node node)
    {
        var value = key(node);
        if (value == keys[node.Number])
        {
            Refresh(root, node.Number);
            return;
        }

        root = Remove(root, node.Number);
        keys[node.Number] = value;
        root = Insert(root, node.Number);
    }

    /// <summary>What there is room for has changed everywhere, the order not.</summary>
    public void Rebuild() => Rebuild(root);

    /// <summary>The first node in this order that has room and is allowed; -1 if none is.</summary>
    public int First(in Resources needs, ulong size) => Find(needs, size, root);

    private int Find(in Resources needs, ulong size, int at)
    {
        if (at < 0)
            return -1;
        nodes.Steps++;
        if (!below[at].MayHave(needs, size))
            return -1;
        var found = Find(needs, size, left[at]);
        return found >= 0 ? found
            : nodes.Tree.On(at).MayHave(needs, size) && nodes.Allows(at) ? at : Find(needs, size, right[at]);
    }

    private int Insert(int at, int number)
    {
        if (at < 0 || Priority(number) > Priority(at))
        {
            (left[number], right[number]) = Split(at, number);
            return Pull(number);
        }

        if (IsBefore(number, at))
            left[at] = Insert(left[at], number);
        else
            right[at] = Insert(right[at], number);
        return Pull(at);
    }

    private int Remove(int at, int number)
    {
        if (at == number)
            return Merge(left[at], right[at]);
        if (IsBefore(number, at))
            left[at] = Remove(left[at], number);
        else
            right[at] = Remove(right[at], number);
        return Pull(at);
    }

    private void Refresh(int at, int number)
    {
        if (at != number)
            Refresh(IsBefore(number, at) ? left[at] : right[at], number);
        Pull(at);
    }

    private (int Before, int After) Split(int at, int number)
    {
        if (at < 0)
            return (-1, -1);
        if (IsBefore(at, number))
        {
            (right[at], var after) = Split(right[at], number);
            return (Pull(at), after);
        }

        (var before, left[at]) = Split(left[at], number);
        return (before, Pull(at));
    }

    private int Merge(int a, int b)
    {
        if (a < 0 || b < 0)
            return Math.Max(a, b);
        if (Priority(a) > Priority(b))
        {
            right[a] = Merge(right[a], b);
            return Pull(a);
        }

        left[b] = Merge(a, left[b]);
        return Pull(b);
    }

    private void Rebuild(int at)
    {
        if (at < 0)
            return;
        Rebuild(left[at]);
        Rebuild(right[at]);
        Pull(at);
    }

    private int Pull(int at)
    {
        var room = nodes.Tree.On(at);
        if (left[at] >= 0)
            room = Room.Of(room, below[left[at]]);
        if (right[at] >= 0)
            room = Room.Of(room, below[right[at]]);
        below[at] = room;
        return at;
    }

    private bool IsBefore(int a, int b) => keys[a] < keys[b] || (keys[a] == keys[b] && a < b);

    // A bijection, so that no two are equal (the finalizer of MurmurHash3).
    private static uint Priority(int number)
    {
        var hash = (uint)number;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
