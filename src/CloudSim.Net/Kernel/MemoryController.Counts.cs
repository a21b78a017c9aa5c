using CloudSim.Net.Kernel.Memory;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

// What charging and reclaiming keep of a cgroup.
public sealed partial class MemoryController
{
    private const int Kinds = 6;

    private long[]? events; // of this cgroup alone, then with all below
    private FileCharges? files;
    private bool removed;

    internal Cgroup Cgroup { get; }

    internal MemoryController? Parent => parent;

    internal MemoryAccount Account { get; }

    // The machine around this one gives it pages when it uses more than ever before: see MemoryAccount.
    internal Func<Bytes, ChargeResult> Backing { set => Account.Backing = value; }

    /// <summary>Cache without a name that is charged here.</summary>
    internal Bytes Unnamed { get; set; }

    /// <summary>Bytes of the batch that is charged at present.</summary>
    internal Bytes Begun { get; set; }

    /// <summary>The files charged here.</summary>
    internal FileCharges Files => files ??= new();

    /// <summary>Cache charged here that nobody maps.</summary>
    internal Bytes Evictable => files is null ? Unnamed : Unnamed + files.Size;

    internal Bytes Room => max - Current;

    internal Bytes HighRoom => high - Current;

    internal Bytes SwapRoom => swapMax - Swapped;

    /// <summary>This one, or the one around that has its charges since it was removed.</summary>
    internal MemoryController Live
    {
        get
        {
            var at = this;
            while (at.removed)
                at = at.parent!;
            return at;
        }
    }

    internal bool IsWithin(MemoryController other)
    {
        for (var at = this; at is not null; at = at.parent)
            if (at == other)
                return true;
        return false;
    }

    internal void Add(Bytes anon, Bytes file, Bytes kernel)
    {
        for (var at = this; at is not null; at = at.parent)
        {
            (at.Anon, at.File, at.Kernel) = (at.Anon + anon, at.File + file, at.Kernel + kernel);
            at.Peak = Bytes.Max(at.Peak, at.Current);
        }
    }

    internal void AddMapped(Bytes change)
    {
        for (var at = this; at is not null; at = at.parent)
            at.Mapped += change;
    }

    internal void AddSwapped(Bytes change)
    {
        for (var at = this; at is not null; at = at.parent)
            at.Swapped += change;
        Account.Swap!.Used += change;
    }

    /// <summary>Told of each event here and below, how often it happened, before anything else is done about it.</summary>
    internal Action<MemoryEvent, long>? Raised { get; set; }

    // memory_events count in a cgroup and in all around it (memcg_memory_event).
    internal void Raise(MemoryEvent what, long times = 1)
    {
        (events ??= new long[2 * Kinds])[(int)what] += times;
        for (var at = this; at is not null; at = at.parent)
        {
            (at.events ??= new long[2 * Kinds])[Kinds + (int)what] += times;
            at.Raised?.Invoke(what, times);
        }
    }

    internal static void Leave(KernelProcess process) => MemorySharing.Leave(process);

    /// <summary>
    /// The cgroup is removed: its cache, and memory of the kernel that is left, is its parent's. What processes touched here before they
    /// were moved stays counted here too until they give it back.
    /// </summary>
    internal void Dissolve()
    {
        removed = true;
        parent!.Unnamed += Unnamed;
        Unnamed = Bytes.Zero;
        if (files is null)
            return;
        foreach (var list in (LinkedList<FileCharge>[])[files.Evictable, files.Mapped])
            while (list.First is { } first)
                first.Value.File.MoveToParent(first.Value, parent);
        files = null;
    }

    private MemoryEvents Counted(int from) => events is { } e
        ? new(e[from], e[from + 1], e[from + 2], e[from + 3], e[from + 4], e[from + 5]) : default;
}
