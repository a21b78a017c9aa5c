using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel.Io;

/// <summary>
/// The io controller of a cgroup on one shared disk: a weight against its siblings, and limits that also bind the cgroups below. What only
/// a cgroup with requests needs is made at its first one.
/// </summary>
public sealed class IoController
{
    private static readonly IoLimit NoLimit = new();

    private IoActivity? activity;

    internal IoController(IoController? parent) => Parent = parent;

    /// <summary>The <c>io.weight</c>, 1..10000; 100 by default. A change counts at once.</summary>
    public int Weight
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 10_000);
            if (activity is { Active: > 0 } && Parent is { } parent)
                parent.Now.ActiveWeightBelow += value - field;
            field = value;
            Share();
        }
    } = 100;

    /// <summary>
    /// The <c>io.max</c>. A change begins new slices, also for requests that wait (tg_conf_updated).
    /// </summary>
    public IoLimit Max
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
            Share();
            activity?.Reads?.Restart();
            activity?.Writes?.Restart();
        }
    } = NoLimit;

    /// <summary>What was moved here and below.</summary>
    public IoStat Stat => activity?.Stat ?? default;

    internal IoController? Parent { get; }

    /// <summary>Of the root: whether a cgroup of its hierarchy has a limit or a weight, or once had.</summary>
    internal bool IsShared { get; private set; }

    private void Share()
    {
        var top = this;
        while (top.Parent is { } parent)
            top = parent;
        top.IsShared = true;
    }

    /// <summary>What it has for its requests.</summary>
    internal IoActivity Now => activity ??= new();

    /// <summary>The share of the disk that the weights give among cgroups that have requests (iocost: hierarchical weight).</summary>
    internal double HierarchicalWeight
    {
        get
        {
            var share = 1.0;
            for (var at = this; at.Parent is { } parent; at = parent)
                share *= at.Weight / (double)Math.Max(parent.Now.ActiveWeightBelow, at.Weight);
            return share;
        }
    }

    internal void Enter()
    {
        for (var at = this; at.Parent is { } parent && at.Now.Active++ == 0; at = parent)
            parent.Now.ActiveWeightBelow += at.Weight;
    }

    /// <summary>A request is done and the next is expected soon: it stays active for a moment.</summary>
    internal void Linger(Simulation simulation, TimeSpan time)
    {
        var lingers = Now.Lingers ??= new Alarm(simulation, Leave);
        if (lingers.IsSet)
            Leave();
        lingers.Set(time);
    }

    /// <summary>It is back.</summary>
    internal void Return()
    {
        if (Now.Lingers is not { IsSet: true } lingers)
            return;
        lingers.Cancel();
        Leave();
    }

    internal void Leave()
    {
        for (var at = this; at.Parent is { } parent && --at.Now.Active == 0; at = parent)
            parent.Now.ActiveWeightBelow -= at.Weight;
    }

    /// <summary>Lets a request through the limits here and, one after the other, around; then it goes on.</summary>
    internal void Admit(Simulation simulation, TimeSpan slice, IoRequest request, Action<IoRequest> onward)
    {
        for (var at = this; at is not null; at = at.Parent)
        {
            if (!at.Holds(request.Write))
                continue;
            var parent = at.Parent;
            at.Throttle(request.Write).Enter(simulation, slice, request,
                parent is null ? onward : passed => parent.Admit(simulation, slice, passed, onward));
            return;
        }
        onward(request);
    }

    internal void Book(Bytes size, bool write)
    {
        for (var c = this; c is not null; c = c.Parent)
        {
            var stat = c.Now.Stat;
            c.Now.Stat = write
                ? stat with { WrittenBytes = stat.WrittenBytes + size, Writes = stat.Writes + 1 }
                : stat with { ReadBytes = stat.ReadBytes + size, Reads = stat.Reads + 1 };
        }
    }

    private bool Holds(bool write) => Max.Binds(write) || (write ? activity?.Writes : activity?.Reads) is { IsEmpty: false };

    private IoThrottle Throttle(bool write) => write
        ? Now.Writes ??= new(this, write: true) : Now.Reads ??= new(this, write: false);
}
