using CloudSim.Net.Scheduling.LoadTracking;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// Moves waiting tasks between CPUs of one cache domain (<c>load_balance</c>): when a CPU runs out of work, and every so many ticks.
/// </summary>
internal sealed partial class LoadBalancer
{
    private const int CacheNiceTries = 1;

    private readonly CfsScheduler scheduler;
    private readonly Rules rules;
    private readonly DomainState[] domains;
    private readonly int minInterval, maxInterval;

    public LoadBalancer(CfsScheduler scheduler)
    {
        this.scheduler = scheduler;
        rules = scheduler.Rules;
        (minInterval, maxInterval) = (scheduler.Cpus, 2 * scheduler.Cpus);
        domains = new DomainState[scheduler.Cpus];
        foreach (ref var domain in domains.AsSpan())
            SetInterval(ref domain, minInterval);
    }

    /// <summary>How the work of a CPU compares with its capacity (<c>group_type</c>).</summary>
    private enum Fill
    {
        HasSpare,
        FullyBusy,
        Overloaded,
    }

    // newidle_balance: a CPU without work takes one waiting task.
    public bool NewIdle(CfsCpu cpu) => Balance(cpu, idle: true, newlyIdle: true);

    // rebalance_domains, on a tick: a busy CPU looks rarely, one that is idle whenever somebody else has two tasks.
    public void OnTick(CfsCpu cpu, long jiffies)
    {
        if (!IsDue(cpu, ref jiffies))
            return;
        Balance(cpu, cpu.IsIdle, newlyIdle: false);
        domains[cpu.Index].LastBalance = jiffies;
    }

    // The tick of a busy CPU's last periodic look; it looks at equal distances also while there is nothing to balance.
    public long LastLook(int cpu, long jiffies) => jiffies - ((jiffies - domains[cpu].LastBalance) % domains[cpu].BusyTicks);

    // The first CPU counts the ticks for all (tick_do_timer_cpu): another one's own tick may come just before or just after the count.
    private bool IsDue(CfsCpu cpu, ref long jiffies)
    {
        ref var domain = ref domains[cpu.Index];
        var due = domain.LastBalance + domain.Ticks(!cpu.IsIdle);
        if (jiffies < due)
            return false;
        if (cpu.Index != 0 && scheduler.LateTick())
            jiffies--;
        return jiffies >= due;
    }

    // get_sd_balance_interval: in ticks, one less for a busy CPU.
    private void SetInterval(ref DomainState domain, int milliseconds)
    {
        if (domain.Interval == milliseconds)
            return;
        domain.Interval = milliseconds;
        domain.IdleTicks = Bounded(Ticks(milliseconds));
        domain.BusyTicks = Bounded(Ticks((long)milliseconds * rules.BusyFactor) - 1);

        long Ticks(long ms) => ((ms * 1_000_000) + rules.Tick - 1) / rules.Tick;
        long Bounded(long ticks) => Math.Clamp(ticks, 1, Math.Max(1, 100_000_000L * scheduler.Cpus / rules.Tick));
    }

    private bool Balance(CfsCpu local, bool idle, bool newlyIdle)
    {
        ref var domain = ref domains[local.Index];
        var busiest = FindBusiest(local, idle, scheduler.ClockNs, out var imbalance, out var byLoad);
        if (busiest == null)
        {
            // An idle CPU may look at any time: that must not make the interval grow.
            NothingFound(ref domain, grow: !newlyIdle);
            return false;
        }

        scheduler.Changes++;
        var moved = busiest.NrRunning > 1 && DetachTasks(busiest, local, idle, newlyIdle, imbalance, byLoad, domain.Failed);
        if (moved)
            domain.Failed = 0;
        else if (!newlyIdle)
            domain.Failed++;
        if (!newlyIdle)
            SetInterval(ref domain, minInterval);
        return moved;
    }

    private void NothingFound(ref DomainState domain, bool grow = true)
    {
        domain.Failed = 0;
        if (grow)
            SetInterval(ref domain, Math.Min(domain.Interval * 2, maxInterval));
    }

    // find_busiest_group and calculate_imbalance, for groups of one CPU.
    private CfsCpu? FindBusiest(CfsCpu local, bool idle, long now, out long imbalance, out bool byLoad)
    {
        (imbalance, byLoad) = (0, false);
        CfsCpu? busiest = null;
        var (busiestFill, busiestLoad, total, capacity) = (Fill.HasSpare, 0L, 0L, 0.0);
        for (var i = 0; i < scheduler.Cpus; i++)
        {
            // Around from the CPU that looks, so that each has its own first choice among equals.
            var cpu = scheduler.Processors[local.Index + i < scheduler.Cpus ? local.Index + i : local.Index + i - scheduler.Cpus];
            // What is left to fair tasks decides: real-time tasks lower the capacity (scale_rt_capacity).
            var left = cpu.CapacityAt(now);
            var load = Whole(cpu.Root.LoadAt(now));
            total += load;
            capacity += left;
            if (left < 1)
                load = (long)(load / left);
            if (cpu == local || cpu.Root.HNrRunning == 0)
                continue;
            var fill = FillOf(cpu, now);
            if (busiest == null || fill > busiestFill || (fill == busiestFill && fill switch
                {
                    Fill.HasSpare => cpu.NrRunning > busiest.NrRunning,
                    Fill.Overloaded => load > busiestLoad,
                    _ => false,
                }))
                (busiest, busiestFill, busiestLoad) = (cpu, fill, load);
        }

        if (busiest == null)
            return null;
        var localFill = FillOf(local, now);
        var localLoad = (long)(Whole(local.Root.LoadAt(now)) / local.CapacityAt(now));
        var average = (long)(total / capacity);
        if (localFill > busiestFill)
            return null;
        if (localFill == Fill.Overloaded && (localLoad >= busiestLoad || localLoad >= average
            || 100 * busiestLoad <= rules.ImbalancePct * localLoad))
            return null;
        var more = busiest.NrRunning - local.NrRunning;
        if (busiestFill != Fill.Overloaded && (!idle || busiest.Root.HNrRunning == 1))
            return null;
        if (localFill == Fill.HasSpare)
        {
            imbalance = Math.Max(0, more) >> 1;
            return imbalance > 0 ? busiest : null;
        }

        if (localFill != Fill.Overloaded && (localLoad >= busiestLoad || localLoad >= average))
            return null;
        byLoad = true;
        // Unsigned in the kernel: a busiest CPU below the average, for the heaviest one has but one task, sets no bound at all.
        var excess = busiestLoad < average ? double.PositiveInfinity : (busiestLoad - average) * busiest.CapacityAt(now);
        imbalance = (long)Math.Min(excess, (average - localLoad) * local.CapacityAt(now));
        return imbalance > 0 ? busiest : null;
    }

    // group_classify: two tasks are too many only if they have wanted or used all of the CPU for some time, by the averages.
    private Fill FillOf(CfsCpu cpu, long now)
    {
        var running = cpu.NrRunning;
        if (running == 0)
            return Fill.HasSpare;
        var capacity = Utilization.Full * cpu.CapacityAt(now);
        var isWanted = cpu.RunnableAt(now) * 100 > capacity * rules.ImbalancePct;
        if (running > 1 && isWanted)
            return Fill.Overloaded;
        var excess = (cpu.UtilizationAt(now) * rules.ImbalancePct) - (100 * capacity);
        return running > 1 && excess > 0 ? Fill.Overloaded : excess >= 0 || isWanted ? Fill.FullyBusy : Fill.HasSpare;
    }

    // detach_tasks: from the one that ran longest ago, as long as the imbalance allows.
    public bool DetachTasks(CfsCpu from, CfsCpu to, bool idle, bool newlyIdle, long imbalance, bool byLoad, int failed,
        int niceTries = CacheNiceTries)
    {
        var moved = false;
        var loops = Math.Min(rules.NrMigrate, from.NrRunning);
        while (loops-- > 0 && imbalance > 0 && from.Tasks.Oldest is { } task)
        {
            if (idle && from.NrRunning <= 1)
                break;
            var load = byLoad ? Math.Max(HLoad(task, scheduler.ClockNs), 1) : 1;
            if (!CanMigrate(task, from, to, failed, niceTries) || (byLoad && load >> Math.Min(failed, 62) > imbalance))
            {
                from.Tasks.MoveFirst(task);
                continue;
            }

            imbalance -= load;
            scheduler.Migrate(task, from, to);
            moved = true;
            if (newlyIdle)
                break;
        }

        return moved;
    }

    // can_migrate_task and task_hot.
    private bool CanMigrate(CfsEntity task, CfsCpu from, CfsCpu to, int failed, int niceTries)
    {
        if (task == from.CurrEntity || task.Queue!.ThrottleCount > 0)
            return false;
        var group = (CfsGroup)task.Task!.Group.State;
        if (group.Allowed is { } allowed && !allowed.Contains(to.Index))
            return false;
        if (group.Find(to.Index) is { ThrottleCount: > 0 })
            return false;
        if (failed > niceTries)
            return true;
        if (to.NrRunning > 0 && (task.Queue.Next == task || task.Queue.Last == task))
            return false;
        return from.TaskClock - task.ExecStart >= rules.MigrationCost;
    }

    // task_h_load: the task's part of its CPU's load, down through the groups, each division rounded down.
    internal static long HLoad(CfsEntity task, long now)
    {
        var queue = task.Queue!;
        return Whole(task.LoadAt(now)) * HLoad(queue, now) / (Whole(queue.LoadAt(now)) + 1);
    }

    private static long HLoad(CfsRunQueue queue, long now) => queue.Entity is not { } group ? Whole(queue.LoadAt(now))
        : HLoad(group.Queue!, now) * Whole(group.LoadAt(now)) / (Whole(group.Queue!.LoadAt(now)) + 1);

    // Averages are whole numbers in the unit of the nice table (scale_load_down).
    internal static long Whole(double load) => (long)load >> CfsEntity.WeightShift;

    private struct DomainState
    {
        public long LastBalance, IdleTicks, BusyTicks;
        public int Interval, Failed;

        public readonly long Ticks(bool busy) => busy ? BusyTicks : IdleTicks;
    }
}
