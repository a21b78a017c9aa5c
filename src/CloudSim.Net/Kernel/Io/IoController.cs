using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Io;

/// <summary>
/// The io controller of a cgroup on one shared disk: a weight against its siblings, and limits that also bind the cgroups below.
/// </summary>
public sealed class IoController
{
    private readonly IoThrottle reads, writes;

    internal IoController(IoController? parent) => (Parent, reads, writes) = (parent, new(this, write: false), new(this, write: true));

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

    /// <summary>
    /// Until when it counts as active after its last request, since it is expected back; null where it is not waited for.
    /// </summary>
    internal Alarm? Lingers { get; private set; }

    /// <summary>When its last request was done, and how long it then takes to the next on average (BFQ: ttime).</summary>
    internal DateTime LastDone { get; set; }

    internal TimeSpan ThinkTime { get; set; }

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

    /// <summary>A request is done and the next is expected soon: it stays active for a moment.</summary>
    internal void Linger(Simulation simulation, TimeSpan time)
    {
        Lingers ??= new Alarm(simulation, Leave);
        if (Lingers.IsSet)
            Leave();
        Lingers.Set(time);
    }

    /// <summary>It is back.</summary>
    internal void Return()
    {
        if (Lingers is not { IsSet: true })
            return;
        Lingers.Cancel();
        Leave();
    }

    internal void Leave()
    {
        for (var at = this; at.Parent is { } parent && --at.Active == 0; at = parent)
            parent.ActiveWeightBelow -= at.Weight;
    }

    /// <summary>Lets a request through the limits here and, one after the other, around; then it goes on.</summary>
    internal void Admit(Simulation simulation, IoRequest request, Action<IoRequest> onward) =>
        (request.Write ? writes : reads)
            .Enter(simulation, request, Parent is { } parent ? passed => parent.Admit(simulation, passed, onward) : onward);

    internal void Book(Bytes size, bool write)
    {
        for (var c = this; c is not null; c = c.Parent)
            c.Stat = write
                ? c.Stat with { WrittenBytes = c.Stat.WrittenBytes + size, Writes = c.Stat.Writes + 1 }
                : c.Stat with { ReadBytes = c.Stat.ReadBytes + size, Reads = c.Stat.Reads + 1 };
    }
}
