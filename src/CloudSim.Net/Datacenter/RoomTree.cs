namespace CloudSim.Net.Datacenter;

/// <summary>A tree over nodes in order of their numbers that knows, for each range of them, what there is room for.</summary>
internal sealed class RoomTree(NodeIndex nodes)
{
    private Room[] rooms = []; // the root is 1; leaves from `leaves` on
    private int leaves;

    /// <summary>What there is room for on any node.</summary>
    public Room All => leaves == 0 ? Room.None : rooms[1];

    /// <summary>What there is room for on a node.</summary>
    public ref readonly Room On(int number) => ref rooms[leaves + number];

    /// <summary>A node was added.</summary>
    public void Add(Node node)
    {
        if (node.Number >= leaves)
        {
            leaves = Math.Max(1, checked(2 * leaves));
            rooms = new Room[checked(2 * leaves)];
            Rebuild();
        }

        Changed(node);
    }

    /// <summary>What is free on a node has changed, or whether it is open.</summary>
    public void Changed(Node node)
    {
        var at = leaves + node.Number;
        rooms[at] = Room.Of(node, nodes.Sizes);
        for (at >>= 1; at > 0; at >>= 1)
        {
            var room = Room.Of(rooms[2 * at], rooms[(2 * at) + 1]);
            if (room == rooms[at])
                return;
            rooms[at] = room;
        }
    }

    /// <summary>Everything has changed.</summary>
    public void Rebuild()
    {
        for (var number = 0; number < leaves; number++)
            rooms[leaves + number] = number < nodes.Count ? Room.Of(nodes[number], nodes.Sizes) : Room.None;
        for (var at = leaves - 1; at > 0; at--)
            rooms[at] = Room.Of(rooms[2 * at], rooms[(2 * at) + 1]);
    }

    /// <summary>The first node from a number on and before another that has room and is allowed; -1 if none is.</summary>
    public int First(in Resources needs, ulong size, int from, int end)
    {
        nodes.Steps++;
        if (On(from).MayHave(needs, size) && nodes.Allows(from))
            return from;
        return from + 1 >= end ? -1 : Find(needs, size, 1, 0, leaves, from + 1, end);
    }

    // The range [low, low + length) lies below `at`.
    private int Find(in Resources needs, ulong size, int at, int low, int length, int from, int end)
    {
        if (low + length <= from || low >= end)
            return -1;
        nodes.Steps++;
        if (!rooms[at].MayHave(needs, size))
            return -1;
        if (length == 1)
            return nodes.Allows(low) ? low : -1;
        var half = length / 2;
        var left = Find(needs, size, 2 * at, low, half, from, end);
        return left >= 0 ? left : Find(needs, size, (2 * at) + 1, low + half, half, from, end);
    }
}
