using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling;

/// <summary>
/// Earliest eligible virtual deadline first (Stoica and Abdel-Wahab 1995) as Linux has it since 6.6: of the tasks that have not had more than
/// their share, the one whose request is due first. Nice levels, nested groups, wake-up to an idle CPU and pulling when a CPU runs dry.
/// The rules are those of 6.6's kernel/sched/fair.c: <c>place_entity</c>, <c>update_entity_lag</c>, <c>update_deadline</c>, <c>pick_eevdf</c>,
/// <c>check_preempt_wakeup</c>, <c>reweight_entity</c>; their names stand at the code. Not modelled: bandwidth limits (an error), what 6.12 added
/// (delayed dequeue, PREEMPT_SHORT), average loads (a group's part on a CPU follows the load of the instant).
/// </summary>
public sealed partial class EevdfScheduler : PerCpuScheduler
{
    internal readonly EevdfCpu[] Processors;
    internal readonly long BaseSliceNs;

    private readonly long balanceTicks;

    /// <summary>A scheduler with all CPUs idle.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="cpus">How many CPUs.</param>
    /// <param name="tunables">The settings; by default those of a machine with so many CPUs.</param>
    public EevdfScheduler(Simulation simulation, int cpus, EevdfTunables? tunables = null)
        : this(simulation, CpuTopology.Uniform(cpus), tunables)
    {
    }

    /// <summary>A scheduler of a machine whose CPUs share cores, caches or memory, with all CPUs idle.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="topology">The machine.</param>
    /// <param name="tunables">The settings; by default those of a machine with so many CPUs.</param>
    public EevdfScheduler(Simulation simulation, CpuTopology topology, EevdfTunables? tunables = null)
        : this(tunables ?? EevdfTunables.For(topology.Cpus), simulation, topology)
    {
    }

    private EevdfScheduler(EevdfTunables tunables, Simulation simulation, CpuTopology topology)
        : base(simulation, topology, 1_000_000_000L / tunables.Hz, tunables.ContextSwitchCost, tunables.TickCost)
    {
        var cpus = topology.Cpus;
        Tunables = tunables;
        BaseSliceNs = tunables.BaseSlice.Ticks * 100;
        balanceTicks = Math.Max(1, tunables.BalanceInterval.Ticks * 100 / TickNs);
        var root = new EevdfGroup(Root, cpus);
        Root.State = root;
        Processors = new EevdfCpu[cpus];
        for (var i = 0; i < cpus; i++)
            Processors[i] = new EevdfCpu(this, i, root);
        Use(Processors);
        UseDomains();
        if (BusyThreads != null)
            (placement, balancer) = (new(this, BusyThreads), new(this, TickNs, (int)CfsTunables.Sheet.Count("busy_factor").Value));
    }

    /// <summary>The settings.</summary>
    public EevdfTunables Tunables { get; }

    internal override bool HasBandwidth => false;

    internal override void GroupChanged(TaskGroup group)
    {
        var state = (EevdfGroup)group.State;
        state.Shares = LoadWeight.OfCpuWeight(group.Weight);
        foreach (var queue in state.Queues)
            if (queue?.Entity is { } entity)
                EevdfGroup.Reweight(entity);
    }

    internal override void BandwidthChanged(TaskGroup group)
    {
    }

    // A CPU without work takes a waiting task from the one that has most (newidle_balance).
    internal bool Pull(EevdfCpu to)
    {
        if (balancer != null)
            return balancer.NewIdle(to.Index);
        EevdfCpu? busiest = null;
        for (var i = 1; i < Cpus; i++)
        {
            var cpu = Processors[(to.Index + i) % Cpus];
            if (cpu.HasWaiting && (busiest == null || cpu.NrTasks > busiest.NrTasks))
                busiest = cpu;
        }

        if (busiest?.Waiting(to.Index) is not { } task)
            return false;
        Move(task, busiest, to);
        return true;
    }

    // select_task_rq_fair: the CPU of last time if idle, else an idle one, else the less loaded of the waker's and the last one.
    private protected override int SelectCpu(CpuTask task, CpuSet? allowed)
    {
        if (Cpus == 1)
            return 0;
        var last = task.Cpu;
        if (placement != null)
            return last < 0 ? FindIdlest(Math.Max(WakingCpu, 0), allowed) : placement.Wake(last, WakingCpu, ((EevdfEntity)task.State).Weight, allowed);
        if (last < 0)
            return FindIdlest(Math.Max(WakingCpu, 0), allowed);
        if (allowed != null && !allowed.Contains(last))
            return FindIdlest(last, allowed);
        if (IsAvailable(last))
            return last;
        var target = last;
        if (WakingCpu >= 0 && (allowed == null || allowed.Contains(WakingCpu))
            && Processors[WakingCpu].Root.Load + ((EevdfEntity)task.State).Weight < Processors[last].Root.Load)
            target = WakingCpu;
        var idle = NextAvailable(target, allowed);
        return idle >= 0 ? idle : target;
    }

    private protected override void AfterTicks()
    {
        if (balancer != null)
            for (var cpu = 0; cpu < Cpus; cpu++)
                balancer.OnTick(cpu, TicksSoFar);
        if (Cpus == 1 || balancer != null || TicksSoFar % balanceTicks != 0)
            return;
        var now = NowNs;
        var (most, least) = (Processors[0], Processors[0]);
        foreach (var cpu in Processors)
        {
            if (cpu.LoadAt(now) > most.LoadAt(now))
                most = cpu;
            if (cpu.LoadAt(now) < least.LoadAt(now))
                least = cpu;
        }

        // What moves must not turn the difference round: among equals each CPU is the fuller one in turn.
        var difference = (most.LoadAt(now) - least.LoadAt(now)) * least.CapacityAt(now);
        if (most.HasWaiting && most.Waiting(least.Index) is { } task && EevdfCpu.LoadOf(task) <= difference)
            least.Joined(Move(task, most, least));
    }

    private CpuTask Move(CpuTask task, EevdfCpu from, EevdfCpu to)
    {
        from.Dequeue(task);
        MoveTo(task, to.Index);
        to.Enqueue(task, Arrival.Moved);
        return task;
    }

    private protected override void Admit(TaskGroup group) => group.State = new EevdfGroup(group, Cpus);

    private protected override void Dismiss(TaskGroup group)
    {
    }

    private protected override void Admit(CpuTask task)
    {
        hasIdleTasks |= task.Policy == TaskPolicy.Idle;
        if (task.Priority > 0)
        {
            AdmitRealTime(task, Tunables.RealTime);
            return;
        }

        base.Admit(task);
        task.State = new EevdfEntity(task);
    }
}
