using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.Domains;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>
/// A scheduler with one run queue per CPU and one tick for all CPUs; the queues are the business of the class that derives from it.
/// </summary>
public abstract partial class PerCpuScheduler : CpuScheduler
{
    internal readonly InstantPhase Phase;
    internal readonly IdleCpus IdleCpus;
    internal readonly long TickNs, SwitchCostNs, TickCostNs;
    internal int WakingCpu = -1;

    // The time during a tick, else -1: most of the work is done on ticks, and the clock stands still meanwhile.
    internal long TickTime = -1;

    private readonly long clockNs;
    private protected readonly int TickPriority;
    private protected readonly Alarm TickAlarm;
    private readonly List<CpuTask> tasks = [];
    private Processor[] processors = [];

    private protected PerCpuScheduler(Simulation simulation, CpuTopology topology, long tickNs, TimeSpan switchCost, TimeSpan tickCost,
        TimeSpan clock = default, bool ticksLast = false, DomainRules? domains = null)
        : base(simulation, topology)
    {
        (TickNs, SwitchCostNs, TickCostNs, clockNs) = (tickNs, switchCost.Ticks * 100, tickCost.Ticks * 100, clock.Ticks * 100);
        Domains = new DomainTree(topology, domains);
        IdleCpus = new IdleCpus(topology.Cpus);
        Phase = InstantPhase.Of(simulation);
        TickPriority = ticksLast ? Phase.NextTickPriority() : TimerPriority;
        TickAlarm = new Alarm(simulation, OnTick, TickPriority);
    }

    /// <summary>Switches between tasks, or to and from idle, of all CPUs.</summary>
    public long ContextSwitches
    {
        get
        {
            CatchUp();
            return processors.Sum(cpu => cpu.Switches);
        }
    }

    /// <inheritdoc/>
    public override long BusyNs
    {
        get
        {
            long sum = 0;
            for (var cpu = 0; cpu < processors.Length; cpu++)
                sum += BusyNsOf(cpu);
            return sum + (long)(Background?.IdleNs ?? 0);
        }
    }

    /// <inheritdoc/>
    public override double BusyCpus => busyCpus + (Background?.CpusOfIdle ?? 0);

    internal override bool HasCpus => true;

    internal long ClockNs => TickTime >= 0 ? TickTime : NowNs;

    internal override long BusyNsOf(int cpu)
    {
        CatchUp();
        return processors[cpu].BusyNs + CurrentSlice.Uncharged(processors[cpu].Curr, processors[cpu].TaskClock);
    }

    internal override void Wake(CpuTask task)
    {
        if (task.Priority > 0)
        {
            RealTime!.Wake(task, WakingCpu);
            return;
        }

        task.Status = TaskState.Runnable;
        task.QueuedSince = ClockNs;
        if (!Requeue(task))
        {
            var arrival = task.Cpu < 0 ? Arrival.New : Arrival.Woken;
            MoveTo(task, SelectCpu(task));
            processors[task.Cpu].Enqueue(task, arrival);
        }

        var cpu = processors[task.Cpu];
        if (IsVirtual)
            JoinVirtual(cpu, task);
        else
            cpu.Joined(task);
    }

    internal override void Leave(CpuTask task)
    {
        if (task.Priority > 0)
        {
            RealTime!.Leave(task);
            return;
        }

        if (task.Status == TaskState.Running)
            processors[task.Cpu].Update();
        task.NextMark = task.Demanded = task.Consumed;
        if (task.Status == TaskState.Running)
        {
            // Within its own Done the task still has the CPU: it leaves on return.
            if (!task.InDone)
                processors[task.Cpu].Schedule();
            return;
        }

        if (task.Status == TaskState.Runnable)
            processors[task.Cpu].Dequeue(task);
        Forget(task, hasCpu: false);
    }

    internal override void Suspend(CpuTask task)
    {
        if (task.Priority > 0)
        {
            RealTime!.Suspend(task);
            return;
        }

        if (task.Status == TaskState.Running)
            processors[task.Cpu].Update();
        if (!task.Withhold())
            return;
        if (task.Status == TaskState.Runnable)
        {
            processors[task.Cpu].Dequeue(task);
            task.Rest();
        }
        else if (!task.InDone)
        {
            processors[task.Cpu].Schedule();
        }
    }

    internal override void AffinityChanged(TaskGroup group)
    {
        foreach (var child in group.Children)
            AffinityChanged(child);
        if (group.EffectiveAffinity is not { } allowed)
            return;
        for (var i = 0; i < tasks.Count; i++)
            if (tasks[i] is { Priority: 0, Status: TaskState.Runnable or TaskState.Running } task
                && task.Group == group && task.Demanded > task.Consumed && !allowed.Contains(task.Cpu) && task.PreemptCount == 0)
                Evict(task, allowed);
        RealTime?.AffinityChanged(group, allowed);
    }

    internal override CpuStat StatOf(TaskGroup group)
    {
        CatchUp();
        var usage = group.Usage();
        foreach (var cpu in processors)
            for (var g = cpu.Curr?.Group; g != null; g = g.Parent)
                if (g == group)
                    usage += CurrentSlice.Uncharged(cpu.Curr, cpu.TaskClock) - cpu.Curr!.TakenSince(cpu.TaskClock);
        return new CpuStat(usage, 0, 0, 0, 0, 0);
    }

    // A tick is whole steps of the simulation's clock long, so that each happens at the very multiple of its length.
    internal static long TickOf(int hz) => 10_000_000L / hz * 100;

    // Alarms ring at whole steps of the simulation's clock, of 100 ns.
    internal static long AlarmTime(long nanoseconds) => (nanoseconds + 99) / 100 * 100;

    internal void Set(Alarm alarm, long nanoseconds) => alarm.SetAt(Simulation.StartDate.AddTicks((nanoseconds + 99) / 100));

    // Ticks of all CPUs fall on multiples of their length; they stop with the last CPU that needs one.
    internal virtual void StartTick(int cpu)
    {
        if (!TickAlarm.IsSet)
            Set(TickAlarm, ((TicksSoFar + 1) * TickNs) - clockNs);
    }

    internal void MoveTo(CpuTask task, int cpu)
    {
        if (task.Cpu >= 0 && task.Cpu != cpu)
            task.Moves++;
        task.Cpu = cpu;
    }

    private protected void Use(Processor[] made) => processors = made;

    private protected virtual bool WantsTick => false;

    // On the clock of the machine, which may have been up before the simulation began.
    private protected long TicksSoFar => (NowNs + clockNs) / TickNs;

    private protected virtual void AfterTicks()
    {
    }

    private protected abstract int SelectCpu(CpuTask task);

    // A task that wakes and has never left its queue stays there.
    private protected virtual bool Requeue(CpuTask task) => false;

    // An idle CPU, else the one with the fewest tasks; the first from a starting point upward.
    private protected virtual int FindIdlest(int from, CpuSet? allowed)
    {
        var best = IdleCpus.Next(from, allowed);
        if (best >= 0)
            return best;
        for (var i = 0; i < Cpus; i++)
        {
            var cpu = (from + i) % Cpus;
            if ((allowed == null || allowed.Contains(cpu)) && (best < 0 || processors[cpu].NrTasks < processors[best].NrTasks))
                best = cpu;
        }

        return Math.Max(best, 0);
    }

    private protected override void Admit(CpuTask task)
    {
        if (tasks.Count == tasks.Capacity)
            tasks.RemoveAll(old => old.Status == TaskState.Exited);
        tasks.Add(task);
    }

    private protected override void Dismiss(CpuTask task) => tasks.Remove(task);

    private void Evict(CpuTask task, CpuSet allowed)
    {
        var from = processors[task.Cpu];
        if (from.Curr == task)
            ((QueueProcessor)from).Schedule(expel: true);
        else
            from.Dequeue(task);
        MoveTo(task, FindIdlest(task.Cpu, allowed));
        processors[task.Cpu].Enqueue(task, Arrival.Moved);
        processors[task.Cpu].Joined(task);
    }

    private protected virtual void OnTick()
    {
        foreach (var cpu in processors)
            if (NeedsTick(cpu) && !cpu.PutsOffTick())
                cpu.Tick();
        AfterTicks();
        var any = WantsTick || IsUneven;
        foreach (var cpu in processors)
            any |= NeedsTick(cpu) && !cpu.WaitsForTick;
        if (any)
            StartTick(0);
    }

    private static bool NeedsTick(Processor cpu) => cpu.WantsTick || cpu.Curr is { Priority: > 0 };
}
