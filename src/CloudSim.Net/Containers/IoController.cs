using CloudSim.Net.Units;

namespace CloudSim.Net.Containers;

/// <summary>The io controller of a cgroup on one shared disk: a weight against its siblings, and limits that also bind the cgroups below.</summary>
public sealed class IoController
{
    private readonly DateTime[] next = new DateTime[2];

    internal IoController(IoController? parent) => Parent = parent;

    /// <summary>The <c>io.weight</c>, 1..10000; 100 by default.</summary>
    public int Weight
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 10_000);
            field = value;
        }
    } = 100;

    /// <summary>The <c>io.max</c>.</summary>
    public IoLimit Max { get; set; } = new();

    /// <summary>What was moved here and below.</summary>
    public IoStat Stat { get; private set; }

    internal IoController? Parent { get; }

    internal int Active { get; set; }

    internal int ActiveWeightBelow { get; set; }

    internal double VirtualTime { get; set; }

    internal Queue<IoRequest> Waiting { get; } = new();

    /// <summary>The share of the disk that the weights give among cgroups that have requests (iocost: hierarchical weight).</summary>
    internal double HierarchicalWeight
    {
        get
        {
            var share = 1.0;
            for (var at = this; at.Parent is { } parent; at = parent)
                share *= at.Weight / (double)Math.Max(parent.ActiveWeightBelow, at.Weight);
            return share;
        }
    }

    internal void Enter()
    {
        for (var at = this; at.Parent is { } parent && at.Active++ == 0; at = parent)
            parent.ActiveWeightBelow += at.Weight;
    }

    internal void Leave()
    {
        for (var at = this; at.Parent is { } parent && --at.Active == 0; at = parent)
            parent.ActiveWeightBelow -= at.Weight;
    }

    /// <summary>When a request may go to the disk by the limits here and around (blk-throttle), booked.</summary>
    internal DateTime Admit(DateTime now, Bytes size, bool write)
    {
        var at = now;
        for (var c = this; c is not null; c = c.Parent)
        {
            var slot = c.next[write ? 1 : 0];
            at = slot > at ? slot : at;
            var spacing = c.Max.Spacing(size, write);
            if (spacing > TimeSpan.Zero)
                c.next[write ? 1 : 0] = at + spacing;
        }
        return at;
    }

    internal void Book(Bytes size, bool write)
    {
        for (var c = this; c is not null; c = c.Parent)
            c.Stat = write
                ? c.Stat with { WrittenBytes = c.Stat.WrittenBytes + size, Writes = c.Stat.Writes + 1 }
                : c.Stat with { ReadBytes = c.Stat.ReadBytes + size, Reads = c.Stat.Reads + 1 };
    }
}
