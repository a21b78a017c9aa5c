
namespace CloudSim.Net.Scheduling;

/// <summary>A cgroup with the cpu controller: tasks and groups that share one weight, and may have a bandwidth limit.</summary>
public sealed class TaskGroup
{
    internal int Tasks;
    internal long DirectExec;
    internal readonly TaskTotals Totals = new();
    private static readonly TimeSpan LargestQuota = new(((1L << 44) - 1) * 10);

    private readonly List<TaskGroup> children = [];
    private CpuSet? affinity;

    internal TaskGroup(CpuScheduler scheduler, string name, TaskGroup? parent)
    {
        (Scheduler, Name, Parent) = (scheduler, name, parent);
        State = null!;
        Depth = parent == null ? 0 : parent.Depth + 1;
        parent?.children.Add(this);
    }

    /// <summary>The name within the parent.</summary>
    public string Name { get; }

    /// <summary>The group around this one; null for the root.</summary>
    public TaskGroup? Parent { get; }

    /// <summary>The groups within this one.</summary>
    public IReadOnlyList<TaskGroup> Children => children;

    /// <summary>The scheduler.</summary>
    public CpuScheduler Scheduler { get; }

    /// <summary>The names from the root down, for instance <c>/web/worker</c>.</summary>
    public string Path => Parent == null ? "/" : Parent.Parent == null ? "/" + Name : $"{Parent.Path}/{Name}";

    /// <summary>Levels below the root.</summary>
    public int Depth { get; }

    /// <summary>The <c>cpu.weight</c>, 1..10000; 100 by default.</summary>
    public int Weight
    {
        get;
        set
        {
            _ = LoadWeight.OfCpuWeight(value);
            if (Parent == null)
                throw new InvalidOperationException("the root group has no weight");
            Scheduler.CheckSharing(this);
            field = value;
            Scheduler.GroupChanged(this);
        }
    } = 100;

    /// <summary>CPU time allowed in a period, in microseconds; null = unlimited (<c>cpu.max</c>).</summary>
    public long? QuotaUs { get; private set; }

    /// <summary>Length of a period in microseconds; null = unlimited.</summary>
    public long? PeriodUs { get; private set; }

    /// <summary>Unused quota that may be saved, in microseconds (<c>cpu.max.burst</c>); null = unlimited.</summary>
    public long? BurstUs { get; private set; }

    /// <summary>The CPUs that the tasks may use (<c>cpuset.cpus</c>); null = those of the parent.</summary>
    public CpuSet? Affinity
    {
        get => affinity;
        set
        {
            Scheduler.CheckAffinity(value);
            affinity = value;
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
            var sum = Totals.Sum;
            foreach (var child in children)
                sum += child.TaskStat;
            return sum;
        }
    }

    internal object State { get; set; }

    internal CpuSet? EffectiveAffinity => affinity ?? Parent?.EffectiveAffinity;

    /// <summary>
    /// Limits the group to <paramref name="quota"/> of CPU time in each <paramref name="period"/> (<c>cpu.max</c>); a null quota lifts the
    /// limit.
    /// </summary>
    /// <param name="quota">CPU time of all CPUs together, at least 1 ms; with the burst at most 2^44 - 1 us (<c>MAX_BW</c>).</param>
    /// <param name="period">1 ms to 1 s.</param>
    /// <param name="burst">Unused quota that may be saved for later periods; at most the quota.</param>
    public void SetBandwidth(TimeSpan? quota, TimeSpan period, TimeSpan burst = default)
    {
        var millisecond = TimeSpan.FromMilliseconds(1);
        if (Parent == null)
            throw new InvalidOperationException("the root group has no bandwidth limit");
        if (quota != null && !Scheduler.HasBandwidth)
            throw new NotSupportedException($"{Scheduler.GetType().Name} has no bandwidth limits (CfsScheduler has)");
        if (quota != null)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(quota.Value, millisecond, nameof(quota));
            ArgumentOutOfRangeException.ThrowIfLessThan(period, millisecond);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(period, TimeSpan.FromSeconds(1));
            ArgumentOutOfRangeException.ThrowIfLessThan(burst, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(burst, quota.Value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(quota.Value, LargestQuota - burst, nameof(quota));
            Scheduler.CheckSharing(this);
        }

        QuotaUs = quota?.Ticks / 10;
        PeriodUs = quota == null ? null : period.Ticks / 10;
        BurstUs = quota == null ? null : burst.Ticks / 10;
        Scheduler.BandwidthChanged(this);
    }

    /// <summary>The path.</summary>
    public override string ToString() => Path;

    internal void Detach()
    {
        IsRemoved = true;
        Parent!.children.Remove(this);
    }

    internal bool IsRemoved { get; private set; }

    internal long Usage()
    {
        var sum = DirectExec;
        foreach (var child in children)
            sum += child.Usage();
        return sum;
    }
}
