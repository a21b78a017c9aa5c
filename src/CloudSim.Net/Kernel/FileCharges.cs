using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>The files that one cgroup pays for, least recently used first.</summary>
internal sealed class FileCharges
{
    /// <summary>Those that can be reclaimed.</summary>
    public LinkedList<FileCharge> Evictable { get; } = [];

    /// <summary>Those that are mapped.</summary>
    public LinkedList<FileCharge> Mapped { get; } = [];

    /// <summary>Pages that can be reclaimed.</summary>
    public Bytes Size { get; private set; }

    public void Enter(LinkedListNode<FileCharge> node, Bytes size, bool mapped)
    {
        var list = mapped ? Mapped : Evictable;
        var before = list.Last;
        while (before is not null && before.Value.File.LastUse > node.Value.File.LastUse)
            before = before.Previous;
        if (before is null)
            list.AddFirst(node);
        else
            list.AddAfter(before, node);
        Resize(size, mapped);
    }

    public void Leave(LinkedListNode<FileCharge> node, Bytes size, bool mapped)
    {
        node.List!.Remove(node);
        Resize(Bytes.Zero - size, mapped);
    }

    public void Resize(Bytes change, bool mapped) => Size += mapped ? Bytes.Zero : change;
}
