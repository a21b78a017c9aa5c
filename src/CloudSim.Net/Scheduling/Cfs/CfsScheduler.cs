using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.PerCpu;
using CloudSim.Net.Scheduling.Quotas;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// The Completely Fair Scheduler as Linux 6.1 has it: time slices that end on ticks, weights of tasks and nested groups, sleeper credit,
/// wake-up preemption, bandwidth limits, and balancing over CPUs.
/// </summary>
public sealed partial class CfsScheduler : PerCpuScheduler
{
    internal readonly Rules Rules;
    internal readonly CfsCpu[] Processors;
    internal readonly SkewDraws Skew;
    private readonly RandomStream periodPhases;
    internal long NextTick;
    internal long Changes;

    private readonly ulong[] ticking;
    private readonly Placement placement;
    private readonly LoadBalancer balancer;
    private readonly RoundSkipping rounds;
    private int overloaded;
    private int[]? order;
    private CfsCpu? newlyIdle;
    private long lastTick = -1;

    /// <summary>A scheduler with all CPUs idle and the default settings of a machine with so many.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="cpus">How many CPUs.</param>
    /// <param name="parameters">The numbers.</param>
    public CfsScheduler(Simulation simulation, int cpus, Parameters parameters)
        : this(simulation, CpuTopology.Uniform(cpus), CfsTunables.For(parameters, cpus))
    {
    }

    /// <summary>A scheduler with all CPUs idle.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="cpus">How many CPUs.</param>
    /// <param name="tunables">The settings.</param>
    public CfsScheduler(Simulation simulation, int cpus, CfsTunables tunables)
        : this(simulation, CpuTopology.Uniform(cpus), tunables)
    {
    }

    /// <summary>A scheduler of a machine whose CPUs share cores, caches or memory, with all CPUs idle.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="topology">The machine.</param>
    /// <param name="tunables">The settings.</param>
    public CfsScheduler(Simulation simulation, CpuTopology topology, CfsTunables tunables)
        : base(simulation, topology, TickOf(Check.NotNull(tunables, nameof(tunables)).Hz), tunables.ContextSwitchCost, tunables.TickCost,
            tunables.KernelTime, ticksLast: true, tunables.Domains)
    {
        var cpus = topology.Cpus;
        Tunables = tunables;
        Rules = new Rules(tunables);
        ticking = new ulong[(cpus + 63) / 64];
        placement = new Placement(this);
        balancer = new LoadBalancer(this);
        Skew = new SkewDraws(tunables.SkewSeed);
        periodPhases = new RandomStream(~tunables.SkewSeed);
        rounds = new RoundSkipping(this, balancer);
        var root = new CfsGroup(Root);
        Root.State = root;
        Processors = new CfsCpu[cpus];
        for (var i = 0; i < cpus; i++)
            Processors[i] = new CfsCpu(this, i, root);
        Use(Processors);
        UseDomains();
        if (BusyThreads != null)
            (domainPlacement, domains) = (new(this, BusyThreads), new(this, TickNs, Rules.BusyFactor));
    }

    /// <summary>The settings.</summary>
    public CfsTunables Tunables { get; }

    internal override void Wake(CpuTask task)
    {
        CatchUp();
        base.Wake(task);
    }

    internal override void Leave(CpuTask task)
    {
        CatchUp();
        base.Leave(task);
    }

    internal override void GroupChanged(TaskGroup group)
    {
        CatchUp();
        Changes++;
        var state = (CfsGroup)group.State;
        placement.HasIdleTasks |= group.IsIdle;
        state.Shares = (long)group.Shares << CfsEntity.WeightShift;
        foreach (var queue in state.Queues)
            if (queue?.Entity is { } entity)
            {
                entity.IsIdle = group.IsIdle;
                CfsGroup.Reweight(entity);
            }
    }

    internal override void BandwidthChanged(TaskGroup group)
    {
        CatchUp();
        Changes++;
        var state = (CfsGroup)group.State;
        if (group.QuotaUs == null)
        {
            if (state.Bandwidth == null)
                return;
            state.Bandwidth.Stop();
            foreach (var queue in state.Queues)
                if (queue != null)
                    queue.Bandwidth = null;
            return;
        }

        state.Bandwidth ??= new GroupBandwidth(this, group, Rules.Bandwidth,
            Rules.RandomPeriodPhase ? (long)(periodPhases.NextDouble() * GroupBandwidth.UnlimitedPeriod) : 0);
        if (Cpus > 1 && Rules.TickSkew > 0)
            order ??= [.. Enumerable.Range(0, Cpus)];
        state.Bandwidth.Set(group.QuotaUs.Value * 1000, group.PeriodUs!.Value * 1000, group.BurstUs!.Value * 1000);
        foreach (var queue in state.Queues)
            if (queue != null)
            {
                queue.UpdateCurr();
                queue.Bandwidth = new QueueBandwidth(queue, state.Bandwidth);
                queue.Cpu.Retime();
            }
    }

    internal override void AffinityChanged(TaskGroup group)
    {
        CatchUp();
        Changes++;
        ((CfsGroup)group.State).Allowed = group.EffectiveAffinity;
        foreach (var child in group.Children)
            AffinityChanged(child);
        if (group.EffectiveAffinity is not { } allowed)
            return;
        foreach (var cpu in Processors)
            cpu.Evict(group, allowed);
        RealTime?.AffinityChanged(group, allowed);
    }

    internal override CpuStat StatOf(TaskGroup group)
    {
        var stat = base.StatOf(group);
        return ((CfsGroup)group.State).Bandwidth is { } b
            ? new CpuStat(stat.UsageNs, b.NrPeriods, b.NrThrottled, b.ThrottledTime, b.NrBursts, b.BurstTime) : stat;
    }

    internal bool NewIdleBalance(CfsCpu cpu)
    {
        if (overloaded == 0 || Cpus == 1)
            return false;
        newlyIdle = cpu;
        var found = domains?.NewIdle(cpu.Index) ?? balancer.NewIdle(cpu);
        newlyIdle = null;
        return found;
    }

    internal bool Balances => (overloaded > 0 && Cpus > 1) || IsUneven;

    // Another CPU takes up its work when the rescheduling interrupt has reached it.
    internal TimeSpan InterruptDelay() => Rules.TickSkew == 0 ? TimeSpan.Zero : new TimeSpan((long)(Skew.Next() * Rules.TickSkew / 100));

    // A CPU has more than one task to run, or no longer.
    internal void CountOverloaded(int change) => overloaded += change;

    // Moves a waiting task: it keeps its distance to the least virtual time.
    internal void Migrate(CfsEntity entity, CfsCpu from, CfsCpu to)
    {
        from.DequeueTask(entity, sleep: false);
        entity.Vruntime += (long)(Skew.Next() * Rules.TickSkew);
        Attach(entity, to);
    }

    internal void MoveToIdlest(CfsEntity entity, CfsCpu from, CpuSet allowed) =>
        Attach(entity, Processors[FindIdlest(from.Index, allowed)]);

    private void Attach(CfsEntity entity, CfsCpu to)
    {
        var task = entity.Task!;
        MoveTo(task, to.Index);
        to.Enqueue(task, Arrival.Moved);
        if (to.CurrEntity is null or { OnRq: true } && to != newlyIdle)
            to.Joined(task);
    }

    private protected override void Admit(TaskGroup group) => group.State = new CfsGroup(group);

    private protected override void Dismiss(TaskGroup group)
    {
    }

    private protected override void Admit(CpuTask task)
    {
        CatchUp();
        if (task.Priority > 0)
            AdmitRealTime(task, Tunables.RealTime);
        else
            task.State = new CfsEntity(task);
        placement.HasIdleTasks |= task.Policy == TaskPolicy.Idle;
    }
}
