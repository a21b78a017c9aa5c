
namespace CloudSim.Net.Scheduling;

/// <summary>A cgroup with the cpu controller: tasks and groups that share one weight, and may have a bandwidth limit.</summary>
public sealed partial class TaskGroup : IPlaced
{
    internal int Tasks;
    internal long DirectExec;
    internal static readonly TimeSpan LargestQuota = new(((1L << 44) - 1) * 10);

    private ArrivalList<TaskGroup>? children;
    private TaskTotals? totals;
    private CpuSet? affinity;
    private long quotaUs, periodUs, burstUs; // 0 = not set

    internal TaskGroup(CpuScheduler scheduler, string name, TaskGroup? parent)
    {
        (Scheduler, Name, Parent) = (scheduler, name, parent);
        State = null!;
        Depth = parent == null ? 0 : parent.Depth + 1;
        EffectiveAffinity = parent?.EffectiveAffinity;
        IsFrozen = parent is { IsFrozen: true };
        if (parent != null)
            (parent.children ??= new()).Add(this);
    }

    /// <summary>The name within the parent.</summary>
    public string Name { get; }

    /// <summary>The group around this one; null for the root.</summary>
    public TaskGroup? Parent { get; private set; }

    /// <summary>The groups within this one.</summary>
    public IReadOnlyList<TaskGroup> Children => children is null ? [] : children;

    /// <summary>The scheduler; another one once its guest has moved to another host.</summary>
    public CpuScheduler Scheduler { get; private set; }

    /// <summary>The names from the root down, for instance <c>/web/worker</c>.</summary>
    public string Path => Parent == null ? "/" : Parent.Parent == null ? "/" + Name : $"{Parent.Path}/{Name}";

    /// <summary>Levels below the root.</summary>
    public int Depth { get; private set; }

    /// <summary>The <c>cpu.weight</c>, 1..10000; 100 by default.</summary>
    /// <exception cref="InvalidOperationException">The root, or an idle group (<see cref="IsIdle"/>): they have none.</exception>
    public int Weight
    {
        get;
        set
        {
            _ = LoadWeight.OfCpuWeight(value);
            if (Parent == null)
                throw new InvalidOperationException("the root group has no weight");
            if (IsIdle)
                throw new InvalidOperationException($"group {Path} is idle (cpu.idle): it has no weight of its own");
            Scheduler.CheckSharing(this);
            field = value;
            Scheduler.GroupChanged(this);
        }
    } = 100;

    /// <summary>CPU time allowed in a period, in microseconds; null = unlimited (<c>cpu.max</c>).</summary>
    public long? QuotaUs => quotaUs == 0 ? null : quotaUs;

    /// <summary>Length of a period in microseconds, kept also without a quota; null = never set (100 ms counts then).</summary>
    public long? PeriodUs => periodUs == 0 ? null : periodUs;

    /// <summary>Unused quota that may be saved, in microseconds (<c>cpu.max.burst</c>); null = no quota and none set.</summary>
    public long? BurstUs => quotaUs == 0 && burstUs == 0 ? null : burstUs;

    /// <summary>The CPUs that the tasks may use (<c>cpuset.cpus</c>); null = those of the parent.</summary>
    public CpuSet? Affinity
    {
        get => affinity;
        set
        {
            Scheduler.CheckAffinity(value);
            affinity = value;
            FollowAffinity();
            Scheduler.AffinityChanged(this);
        }
    }

    /// <summary>Counters at this instant.</summary>
    public CpuStat Stat => Scheduler.StatOf(this);

    /// <summary>
    /// The counters of all tasks of the group and of the groups below it summed, also of those that have ended, at this instant.
    /// </summary>
    public TaskStat TaskStat
    {
        get
        {
            var sum = totals?.Sum ?? default;
            for (var i = 0; i < children?.Count; i++)
                sum += children[i].TaskStat;
            return sum;
        }
    }

    /// <summary>
    /// Told when its limit takes the first CPU from the group (true), and when it has given all back (false). It may look at nothing here.
    /// </summary>
    internal Action<bool>? Throttling { get; set; }

    internal object State { get; set; }

    internal TaskTotals Totals => totals ??= new();

    /// <summary>
    /// Limits the group to <paramref name="quota"/> of CPU time in each <paramref name="period"/> (<c>cpu.max</c>); a null quota lifts the
    /// limit, and keeps the period and the burst for the next one.
    /// </summary>
    /// <param name="quota">CPU time of all CPUs together, at least 1 ms; with the burst at most 2^44 - 1 us (<c>MAX_BW</c>).</param>
    /// <param name="period">1 ms to 1 s.</param>
    /// <param name="burst">Unused quota that may be saved for later periods; at most the quota.</param>
    public void SetBandwidth(TimeSpan? quota, TimeSpan period, TimeSpan burst = default)
    {
        var millisecond = TimeSpan.FromMilliseconds(1);
        if (Parent == null)
            throw new InvalidOperationException("the root group has no bandwidth limit");
        if (quota != null || period != default)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(period, millisecond);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(period, TimeSpan.FromSeconds(1));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(burst, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(burst, LargestQuota);
        if (quota != null)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(quota.Value, millisecond, nameof(quota));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(burst, quota.Value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(quota.Value, LargestQuota - burst, nameof(quota));
            Scheduler.CheckSharing(this);
        }

        (quotaUs, periodUs, burstUs) = (quota is { } q ? q.Ticks / 10 : 0, period.Ticks / 10, burst.Ticks / 10);
        Scheduler.BandwidthChanged(this);
    }

    /// <summary>The path.</summary>
    public override string ToString() => Path;

    int IPlaced.Place { get; set; }

    internal void Detach()
    {
        IsRemoved = true;
        Parent!.children!.Remove(this);
    }

    internal bool IsRemoved { get; private set; }

    /// <summary>It lies in another scheduler from now on, its tasks taken out; what was used so far counts in the old one.</summary>
    internal void MoveTo(CpuScheduler to, TaskGroup parent)
    {
        var (used, stat) = (Usage(), TaskStat);
        Parent!.DirectExec += used;
        Parent.Totals.Inherit(stat);
        Parent.children!.Remove(this);
        Parent = parent;
        Follow(to);
        (parent.children ??= new()).Add(this);
        parent.DirectExec -= used;
        parent.Totals.Inherit(default(TaskStat) - stat);
        FollowAffinity();
    }

    private void Follow(CpuScheduler to)
    {
        (Scheduler, Depth) = (to, Parent!.Depth + 1);
        for (var i = 0; i < children?.Count; i++)
            children[i].Follow(to);
    }
}
