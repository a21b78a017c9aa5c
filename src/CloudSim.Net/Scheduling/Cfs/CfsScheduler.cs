using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.Domains;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// The Completely Fair Scheduler as Linux 6.1 has it: time slices that end on ticks, weights of tasks and nested groups, sleeper credit,
/// wake-up preemption, bandwidth limits, and balancing over CPUs.
/// </summary>
public sealed partial class CfsScheduler : CpuScheduler
{
    internal readonly Rules Rules;
    internal readonly CfsCpu[] Processors;
    internal long NextTick;

    // The time during a tick, else -1: most of the work is done on ticks, and the clock stands still meanwhile.
    internal long TickTime = -1;
    internal int WakingCpu = -1;

    private readonly Alarm tick;
    private readonly ulong[] ticking;
    private readonly Placement placement;
    private readonly LoadBalancer balancer;
    internal readonly SkewDraws Skew;
    internal long Changes;

    private readonly RoundSkipping rounds;
    private int overloaded;
    private int[]? order;
    private CfsCpu? newlyIdle;
    private long lastTick = -1;

    /// <summary>A scheduler with all CPUs idle.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="cpus">How many CPUs.</param>
    /// <param name="tunables">The settings; by default those of a machine with so many CPUs.</param>
    public CfsScheduler(Simulation simulation, int cpus, CfsTunables? tunables = null)
        : this(simulation, CpuTopology.Uniform(cpus), tunables)
    {
    }

    /// <summary>A scheduler of a machine whose CPUs share cores, caches or memory, with all CPUs idle.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="topology">The machine.</param>
    /// <param name="tunables">The settings; by default those of a machine with so many CPUs.</param>
    public CfsScheduler(Simulation simulation, CpuTopology topology, CfsTunables? tunables = null)
        : base(simulation, topology)
    {
        var cpus = topology.Cpus;
        Domains = new DomainTree(topology);
        Tunables = tunables ?? CfsTunables.For(cpus);
        Rules = new Rules(Tunables);
        tick = new Alarm(simulation, OnTick, TimerPriority);
        ticking = new ulong[(cpus + 63) / 64];
        placement = new Placement(this);
        balancer = new LoadBalancer(this);
        Skew = new SkewDraws(Tunables.SkewSeed);
        rounds = new RoundSkipping(this, balancer);
        simulation.RunStarted += (_, _) => StopPassing();
        var root = new CfsGroup(Root, cpus);
        Root.State = root;
        Processors = new CfsCpu[cpus];
        for (var i = 0; i < cpus; i++)
            Processors[i] = new CfsCpu(this, i, root);
        UseDomains();
    }

    /// <summary>The settings.</summary>
    public CfsTunables Tunables { get; }

    /// <summary>Switches between tasks, or to and from idle, of all CPUs.</summary>
    public long ContextSwitches => Processors.Sum(cpu => cpu.Switches);

    /// <inheritdoc/>
    public override long BusyNs
    {
        get
        {
            long sum = 0;
            foreach (var cpu in Processors)
                sum += cpu.BusyNs + CurrentSlice.Uncharged(cpu.Running, NowNs);
            return sum;
        }
    }

    internal override void Wake(CpuTask task)
    {
        StopPassing();
        if (task.Priority > 0)
        {
            RealTime!.Wake(task, WakingCpu);
            return;
        }

        var entity = (CfsEntity)task.State;
        var from = task.Cpu;
        var to = Place(task);
        var group = (CfsGroup)task.Group.State;
        var flags = EnqueueFlags.Wakeup;
        task.Cpu = to;
        var cpu = Processors[to];
        if (from != to)
        {
            if (from >= 0)
            {
                entity.Vruntime -= entity.Queue!.MinVruntime;
                flags = EnqueueFlags.WakeupMigrated;
                task.Migrations++;
            }

            MoveLoad(entity, group.On(cpu));
        }

        task.Status = TaskState.Runnable;
        task.QueuedSince = NowNs;
        if (from < 0)
        {
            flags = EnqueueFlags.Moved;
            entity.Queue!.UpdateCurr();
            entity.Queue.PlaceEntity(entity, initial: true);
            entity.Vruntime -= entity.Queue.MinVruntime;
        }

        cpu.EnqueueTask(entity, flags);
        cpu.CheckPreemptWakeup(entity);
    }

    internal override void Leave(CpuTask task)
    {
        StopPassing();
        if (task.Priority > 0)
        {
            RealTime!.Leave(task);
            return;
        }

        var entity = (CfsEntity)task.State;
        if (task.Status == TaskState.Running)
            entity.Queue!.UpdateCurr();
        task.NextMark = task.Demanded = task.Consumed;
        if (task.Status == TaskState.Running)
        {
            // Within its own Done the task still has the CPU: it leaves on return.
            if (!task.InDone)
                Processors[task.Cpu].Schedule();
            return;
        }

        if (task.Status == TaskState.Runnable)
            Processors[task.Cpu].DequeueTask(entity, sleep: true);
        Forget(task);
    }

    internal override void GroupChanged(TaskGroup group)
    {
        StopPassing();
        Changes++;
        var state = (CfsGroup)group.State;
        state.Shares = (long)LoadWeight.OfCpuWeight(group.Weight) << CfsEntity.WeightShift;
        foreach (var queue in state.Queues)
            if (queue?.Entity is { } entity)
                CfsGroup.Reweight(entity);
    }

    internal override void BandwidthChanged(TaskGroup group)
    {
        StopPassing();
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

        state.Bandwidth ??= new GroupBandwidth(this);
        if (Cpus > 1 && Rules.TickSkew > 0)
            order ??= [.. Enumerable.Range(0, Cpus)];
        state.Bandwidth.Set(group.QuotaUs.Value * 1000, group.PeriodUs!.Value * 1000, group.BurstUs!.Value * 1000);
        foreach (var queue in state.Queues)
            if (queue != null)
            {
                queue.UpdateCurr();
                queue.Bandwidth = new QueueBandwidth(queue, state.Bandwidth);
                queue.Cpu.LimitsChanged();
            }
    }

    internal override void AffinityChanged(TaskGroup group)
    {
        StopPassing();
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
        var usage = group.Usage();
        foreach (var cpu in Processors)
            if (cpu.Running is { } task)
                for (var g = task.Group; g != null; g = g.Parent)
                    if (g == group)
                        usage += CurrentSlice.Uncharged(task, NowNs);
        return ((CfsGroup)group.State).Bandwidth is { } b
            ? new CpuStat(usage, b.NrPeriods, b.NrThrottled, b.ThrottledTime, b.NrBursts, b.BurstTime)
            : new CpuStat(usage, 0, 0, 0, 0, 0);
    }

    internal void Set(Alarm alarm, long nanoseconds) =>
        alarm.SetAt(Simulation.StartDate.AddTicks((nanoseconds + 99) / 100));

    internal void SetIdle(int cpu) => placement.SetIdle(cpu);

    internal void SetBusy(int cpu) => placement.SetBusy(cpu);

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
        var task = entity.Task!;
        from.DequeueTask(entity, sleep: false);
        entity.Vruntime += (long)(Skew.Next() * Rules.TickSkew);
        Attach(entity, to);
    }

    internal void MoveToIdlest(CfsEntity entity, CfsCpu from, CpuSet allowed)
    {
        Attach(entity, Processors[PlaceNew(entity.Task!, from.Index, allowed)]);
    }

    private void Attach(CfsEntity entity, CfsCpu to)
    {
        var task = entity.Task!;
        MoveLoad(entity, ((CfsGroup)task.Group.State).On(to));
        task.Cpu = to.Index;
        task.Migrations++;
        to.EnqueueTask(entity, EnqueueFlags.Moved);
        if (to.Curr is null or { OnRq: true } && to != newlyIdle)
            to.CheckPreemptWakeup(entity);
    }

    private protected override void Admit(TaskGroup group) => group.State = new CfsGroup(group, Cpus);

    private protected override void Dismiss(TaskGroup group)
    {
    }

    private protected override void Admit(CpuTask task)
    {
        if (task.Priority > 0)
            AdmitRealTime(task);
        else
            task.State = new CfsEntity(task);
        placement.HasIdleTasks |= task.Policy == TaskPolicy.Idle;
    }

    // Gives the task another queue; its average load goes with it.
    private void MoveLoad(CfsEntity entity, CfsRunQueue queue)
    {
        if (Cpus > 1 && entity.Queue is { } old)
            LoadPropagation.Move(entity, old, queue, NowNs);
        else if (Cpus > 1)
            LoadPropagation.Start(entity, queue, NowNs);
        entity.Join(queue, queue.Entity);
    }
}
