using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Credit;

/// <summary>
/// Xen's first credit scheduler (<c>credit1</c>, the default from Xen 3.0 to 4.11): credits are handed out every time slice by weight and
/// burned by running. vCPUs with credits left run before those without, vCPUs that wake with credits left before both, and a CPU takes work
/// from others before it runs a vCPU without credits. A group below the root is a domain, its tasks are the vCPUs, its <c>cpu.max</c> is
/// the cap (rounded up to a percent of a CPU, whatever the period); domains do not nest. A task of the root is a domain of its own,
/// weighted by its nice level. Policies within the fair class make no difference here. The rules are those of xen/common/sched/credit.c:
/// <c>csched_acct</c>, <c>csched_tick</c>, <c>csched_schedule</c>, <c>csched_unit_wake</c>, <c>__runq_tickle</c>,
/// <c>csched_load_balance</c>; their names stand at the code.
/// </summary>
public sealed class CreditScheduler : PerCpuScheduler
{
    internal readonly CreditCpu[] Processors;
    internal readonly long SliceNs, RateLimitNs;
    internal readonly CreditAccounting Accounting;

    private int lastStolenFrom;

    /// <summary>A scheduler with all CPUs idle and Xen's default settings.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="cpus">How many CPUs.</param>
    /// <param name="parameters">The numbers.</param>
    public CreditScheduler(Simulation simulation, int cpus, Parameters parameters)
        : this(simulation, cpus, new CreditTunables(parameters))
    {
    }

    /// <summary>A scheduler with all CPUs idle.</summary>
    /// <param name="simulation">The simulation whose clock is used.</param>
    /// <param name="cpus">How many CPUs.</param>
    /// <param name="tunables">The settings.</param>
    public CreditScheduler(Simulation simulation, int cpus, CreditTunables tunables)
        : this(simulation, CpuTopology.Uniform(cpus), tunables)
    {
    }

    // Of CPUs that are all alike but for the socket that they are in, which has a clock of its own.
    internal CreditScheduler(Simulation simulation, CpuTopology topology, CreditTunables tunables)
        : base(simulation, topology, tunables.TimeSlice.Ticks * 100 / tunables.TicksPerSlice, tunables.ContextSwitchCost, tunables.TickCost,
            tunables.Clock)
    {
        Tunables = tunables;
        SliceNs = tunables.TimeSlice.Ticks * 100;
        RateLimitNs = tunables.RateLimit.Ticks * 100;
        Accounting = new CreditAccounting(this);
        Processors = new CreditCpu[topology.Cpus];
        for (var i = 0; i < topology.Cpus; i++)
            Processors[i] = new CreditCpu(this, i);
        Use(Processors);
    }

    /// <summary>The settings.</summary>
    public CreditTunables Tunables { get; }

    private protected override bool WantsTick => Accounting.AnyActive;

    internal override bool HasIdleGroups => false;

    internal override void GroupChanged(TaskGroup group)
    {
        ((CreditDomain)group.State).Weight = WeightOf(group.Weight);
    }

    internal override void BandwidthChanged(TaskGroup group)
    {
        if (group.QuotaUs == null && group.Depth > 1)
            return;
        ((CreditDomain)group.State).Cap = group.QuotaUs is { } quota
            ? (int)Math.Min(int.MaxValue, (quota * 100 + group.PeriodUs!.Value - 1) / group.PeriodUs.Value) : 0;
    }

    internal override CpuStat StatOf(TaskGroup group)
    {
        var stat = base.StatOf(group);
        return group.Depth != 1 ? stat : ((CreditDomain)group.State).Counted(stat, NowNs);
    }

    // csched_load_balance and csched_runq_steal: the first vCPU of another busy CPU's queue that goes before what is here. The search
    // begins after the CPU that was stolen from last (balance_bias).
    internal CreditVcpu? Steal(CreditCpu to, CreditPriority better)
    {
        for (var i = 1; i <= Cpus; i++)
        {
            var peer = Processors[(lastStolenFrom + i) % Cpus];
            if (peer == to || peer.Curr == null || peer.FirstAbove(better, to.Index) is not { } found)
                continue;
            lastStolenFrom = peer.Index;
            peer.Dequeue(found.Task);
            MoveTo(found.Task, to.Index);
            return found;
        }

        return null;
    }

    private protected override int SelectCpu(CpuTask task)
    {
        var allowed = task.Group.EffectiveAffinity;
        return task.Cpu < 0 || (allowed != null && !allowed.Contains(task.Cpu)) ? FindIdlest(Math.Max(task.Cpu, 0), allowed) : task.Cpu;
    }

    private protected override void AfterTicks()
    {
        if (TicksSoFar % Tunables.TicksPerSlice == 0)
            Accounting.Run();
    }

    private protected override void Admit(TaskGroup group) =>
        group.State = group.Depth > 1 ? group.Parent!.State : new CreditDomain(WeightOf(group.Weight));

    private protected override void Dismiss(TaskGroup group)
    {
    }

    private protected override void Admit(CpuTask task)
    {
        base.Admit(task);
        var domain = task.Group.Parent != null ? (CreditDomain)task.Group.State
            : new CreditDomain(Math.Max(1, LoadWeight.OfNice(task.Nice) * Tunables.DefaultWeight / LoadWeight.Nice0));
        task.State = new CreditVcpu(task, domain);
    }

    private int WeightOf(int cpuWeight) => Math.Max(1, (cpuWeight * Tunables.DefaultWeight + 50) / 100);

    internal override void CheckSharing(TaskGroup group)
    {
        if (group.Depth > 1)
            throw new NotSupportedException(
                $"{group.Path}: Xen's domains do not nest, only a group directly below the root has a weight and a cap");
    }
}
