using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.PerCpu;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <summary>
/// Earliest eligible virtual deadline first (Stoica and Abdel-Wahab 1995) as Linux has it since 6.6: of the tasks that have not had more
/// than their share, the one whose request is due first. Nice levels, nested groups, bandwidth limits, placement and balancing over the
/// machine's domains. The rules are those of kernel/sched/fair.c of 6.12, or of 6.6 (<see cref="EevdfTunables.For"/>):
/// <c>place_entity</c>, <c>update_curr</c>, <c>dequeue_entities</c>, <c>pick_eevdf</c>, <c>check_preempt_wakeup_fair</c>; their names
/// stand at the code. Simplified: no average loads, a group's part on a CPU follows the load of the instant.
/// </summary>
public sealed partial class EevdfScheduler : PerCpuScheduler
{
    internal readonly EevdfCpu[] Processors;
    internal readonly EevdfRules Rules;

    private readonly RandomStream phases, jitters;
    private readonly long kernelTime;
    private long tickFloor, lastTick = -1;

    /// <summary>A scheduler with all CPUs idle and the default settings of a machine with so many.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="cpus">How many CPUs.</param>
    /// <param name="parameters">The numbers.</param>
    public EevdfScheduler(Simulation simulation, int cpus, Parameters parameters)
        : this(simulation, CpuTopology.Uniform(cpus), EevdfTunables.For(parameters, cpus))
    {
    }

    /// <summary>A scheduler with all CPUs idle.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="cpus">How many CPUs.</param>
    /// <param name="tunables">The settings.</param>
    public EevdfScheduler(Simulation simulation, int cpus, EevdfTunables tunables)
        : this(simulation, CpuTopology.Uniform(cpus), tunables)
    {
    }

    /// <summary>A scheduler of a machine whose CPUs share cores, caches or memory, with all CPUs idle.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="topology">The machine.</param>
    /// <param name="tunables">The settings.</param>
    public EevdfScheduler(Simulation simulation, CpuTopology topology, EevdfTunables tunables)
        : base(simulation, topology, TickOf(Check.NotNull(tunables, nameof(tunables)).Hz), tunables.ContextSwitchCost, tunables.TickCost,
            tunables.KernelTime, ticksLast: true, tunables.Domains)
    {
        var cpus = topology.Cpus;
        Tunables = tunables;
        Rules = new EevdfRules(tunables);
        (phases, jitters) = (new RandomStream(tunables.Seed), new RandomStream(~tunables.Seed));
        kernelTime = Rules.Bandwidth.KernelTime;
        var root = new EevdfGroup(Root);
        Root.State = root;
        Processors = new EevdfCpu[cpus];
        for (var i = 0; i < cpus; i++)
            Processors[i] = new EevdfCpu(this, i, root);
        Use(Processors);
        UseDomains();
        if (cpus > 1)
            (placement, balancer) = (new(this, BusyThreads ?? new(topology)),
                new(this, TickNs, tunables.BusyFactor));
    }

    /// <summary>The settings.</summary>
    public EevdfTunables Tunables { get; }

    /// <summary>Whether some task has had a slice of its own.</summary>
    internal bool HasSlices { get; set; }

    /// <summary>CPUs with more than one task, of all classes (<c>rd-&gt;overload</c>).</summary>
    internal int Overloaded { get; set; }

    // newidle_balance: a CPU without work takes a waiting task, if there is one anywhere.
    internal bool Pull(EevdfCpu to) => Overloaded > 0 && balancer != null && balancer.NewIdle(to.Index);

    // How much later, in nanoseconds, a tick is than another one.
    internal long Jitter() => (long)(((2 * jitters.NextDouble()) - 1) * Rules.TickJitter);

    // The last instant before this one at which all CPUs tick.
    internal long LastTickBefore(long now)
    {
        if (now <= tickFloor || now > tickFloor + TickNs)
            tickFloor = now - 1 - ((now - 1 + kernelTime) % TickNs);
        return tickFloor;
    }

    // At the very instant of a tick that is still to come, it is taken if a CPU was busy before: it would have come without a need too.
    internal override void StartTick(int cpu)
    {
        var now = NowNs;
        if (Rules.SkipTicks && !TickAlarm.IsSet && (now + kernelTime) % TickNs == 0 && lastTick != now
            && !Phase.HasPassed(now, TickPriority) && Array.Exists(Processors, p => p.BusySince < NowNs))
            Set(TickAlarm, now);
        else
            base.StartTick(cpu);
    }

    private protected override void OnTick()
    {
        lastTick = NowNs;
        base.OnTick();
    }

    private protected override int SelectCpu(CpuTask task)
    {
        if (placement == null)
            return 0;
        var allowed = task.Group.EffectiveAffinity;
        return task.Cpu < 0 ? FindIdlest(Math.Max(WakingCpu, 0), allowed)
            : placement.Wake(task.Cpu, WakingCpu, ((EevdfEntity)task.State).Weight, 0, allowed);
    }

    private protected override void AfterTicks()
    {
        if (balancer == null || (Overloaded == 0 && !IsUneven))
            return;
        for (var cpu = 0; cpu < Cpus; cpu++)
            balancer.OnTick(cpu, TicksSoFar);
    }

    private void Move(CpuTask task, EevdfCpu from, EevdfCpu to)
    {
        from.Dequeue(task);
        MoveTo(task, to.Index);
        to.Enqueue(task, Arrival.Moved);
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

    private protected override bool Requeue(CpuTask task)
    {
        if (task.State is not EevdfEntity { IsDelayed: true } entity)
            return false;
        entity.Queue!.Requeue(entity);
        return true;
    }
}
