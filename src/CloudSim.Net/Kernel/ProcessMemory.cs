using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// Where a process's anonymous memory is charged: it stays there when the process moves. Most processes have one charge, which is held
/// here; what only few have is made when it is needed.
/// </summary>
internal struct ProcessMemory
{
    private MemoryCharge only;
    private Rest? rest;

    /// <summary>Memory charged to one cgroup: pages in memory, and pages in swap.</summary>
    public record struct MemoryCharge(MemoryController? Controller, Bytes Size, Bytes Swapped);

    private sealed class Rest
    {
        public List<MemoryCharge>? Charges;
        public List<CachedFile>? Mapped;
        public Bytes Cold, Shared;
    }

    /// <summary>How many cgroups have charges, in the order of the first charge.</summary>
    public readonly int Count => (only.Controller is null ? 0 : 1) + (rest?.Charges?.Count ?? 0);

    /// <summary>The charge to one of them.</summary>
    public MemoryCharge this[int index]
    {
        readonly get => index == 0 ? only : rest!.Charges![index - 1];
        set
        {
            if (index == 0)
                only = value;
            else
                rest!.Charges![index - 1] = value;
        }
    }

    /// <summary>Anonymous pages in memory.</summary>
    public readonly Bytes Resident
    {
        get
        {
            var all = only.Size;
            for (var i = 1; i < Count; i++)
                all += this[i].Size;
            return all;
        }
    }

    /// <summary>Pages in swap.</summary>
    public readonly Bytes Swapped
    {
        get
        {
            var all = only.Swapped;
            for (var i = 1; i < Count; i++)
                all += this[i].Swapped;
            return all;
        }
    }

    /// <summary>Resident pages that nobody misses.</summary>
    public Bytes Cold
    {
        readonly get => rest is null ? Bytes.Zero : Bytes.Min(rest.Cold, Resident);
        set
        {
            if (rest is not null || value > Bytes.Zero)
                (rest ??= new()).Cold = value;
        }
    }

    /// <summary>Merged pages that it maps.</summary>
    public Bytes Shared
    {
        readonly get => rest?.Shared ?? Bytes.Zero;
        set
        {
            if (rest is not null || value > Bytes.Zero)
                (rest ??= new()).Shared = value;
        }
    }

    /// <summary>Files that it maps, one entry a mapping.</summary>
    public readonly List<CachedFile>? Mapped => rest?.Mapped;

    public void Map(CachedFile file) => ((rest ??= new()).Mapped ??= new(1)).Add(file);

    public void Charge(MemoryController controller, Bytes size)
    {
        if (only.Controller is null || only.Controller == controller)
        {
            only = new(controller, only.Size + size, only.Swapped);
            return;
        }
        var charges = (rest ??= new()).Charges ??= [];
        for (var i = 0; i < charges.Count; i++)
            if (charges[i].Controller == controller)
            {
                charges[i] = charges[i] with { Size = charges[i].Size + size };
                return;
            }
        charges.Add(new(controller, size, Bytes.Zero));
    }

    /// <summary>A charge of nothing is forgotten.</summary>
    public void Forget(int index)
    {
        if (index > 0)
        {
            rest!.Charges!.RemoveAt(index - 1);
            return;
        }
        only = default;
        if (rest?.Charges is not { Count: > 0 } others)
            return;
        only = others[0];
        others.RemoveAt(0);
    }
}
