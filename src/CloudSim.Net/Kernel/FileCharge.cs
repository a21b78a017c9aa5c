using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>Pages of one file that one cgroup pays for; it stands in the cgroup's list of such, least recently used first.</summary>
internal sealed class FileCharge(CachedFile file, MemoryController controller)
{
    private LinkedListNode<FileCharge>? node;

    public CachedFile File => file;

    public MemoryController Controller { get; set; } = controller;

    public Bytes Size { get; private set; }

    /// <summary>Those that can be reclaimed stand apart from those that are mapped.</summary>
    public void Enter()
    {
        node ??= new(this);
        Controller.Files.Enter(node, Size, file.Mappings > 0);
        CountMapped(Size);
    }

    public void Leave()
    {
        Controller.Files.Leave(node!, Size, file.Mappings > 0);
        CountMapped(Bytes.Zero - Size);
    }

    public void Reenter()
    {
        var list = node!.List!;
        list.Remove(node);
        list.AddLast(node);
    }

    public void Resize(Bytes change)
    {
        Size += change;
        Controller.Files.Resize(change, file.Mappings > 0);
        CountMapped(change);
    }

    private void CountMapped(Bytes change)
    {
        if (file.Mappings > 0)
            Controller.AddMapped(change);
    }
}
