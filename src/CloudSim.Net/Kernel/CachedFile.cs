using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>A file of which pages are in memory, and who pays for them.</summary>
internal sealed class CachedFile(string name, Bytes size)
{
    private readonly List<FileCharge> charges = new(1);

    public string Name => name;

    public Bytes Size { get; set; } = size;

    /// <summary>Pages in memory.</summary>
    public Bytes Cached { get; private set; }

    /// <summary>Mappings: while there are any, no page is reclaimed.</summary>
    public int Mappings { get; private set; }

    public IReadOnlyList<FileCharge> Charges => charges;

    /// <summary>Pages are read and charged to a cgroup, which counts them itself.</summary>
    public void Add(MemoryController controller, Bytes size)
    {
        var charge = Find(controller);
        if (charge is null)
        {
            charges.Add(charge = new(this, controller));
            charge.Enter();
        }
        charge.Resize(size);
        Cached += size;
    }

    /// <summary>Pages go; the cgroup counts them itself.</summary>
    public void Take(FileCharge charge, Bytes size)
    {
        charge.Resize(Bytes.Zero - size);
        Cached -= size;
        if (charge.Size > Bytes.Zero)
            return;
        charge.Leave();
        charges.Remove(charge);
    }

    /// <summary>When it was last used, by the number of the use.</summary>
    public long LastUse { get; private set; }

    /// <summary>Who reads it now.</summary>
    public int Readers { get; set; }

    /// <summary>It is used: the last to be reclaimed of all files.</summary>
    public void Use(long number)
    {
        LastUse = number;
        foreach (var charge in charges)
            charge.Reenter();
    }

    public void Map(int change)
    {
        var (before, after) = (Mappings > 0, Mappings + change > 0);
        if (before == after)
        {
            Mappings += change;
            return;
        }
        foreach (var charge in charges)
            charge.Leave();
        Mappings += change;
        foreach (var charge in charges)
            charge.Enter();
    }

    /// <summary>A cgroup goes: its pages are the parent's now, and as long unused as they were.</summary>
    public void MoveToParent(FileCharge charge, MemoryController parent)
    {
        charge.Leave();
        if (Find(parent) is { } other)
        {
            other.Resize(charge.Size);
            charges.Remove(charge);
            return;
        }
        charge.Controller = parent;
        charge.Enter();
    }

    private FileCharge? Find(MemoryController controller)
    {
        foreach (var charge in charges)
            if (charge.Controller == controller)
                return charge;
        return null;
    }
}
