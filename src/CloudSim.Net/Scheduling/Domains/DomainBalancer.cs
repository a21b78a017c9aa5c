namespace CloudSim.Net.Scheduling.Domains;

/// <summary>
/// Moves tasks between CPUs, level by level (<c>rebalance_domains</c>, <c>load_balance</c>): between threads, cores, caches, nodes, the
/// larger the domain the more rarely. If nobody waits but threads share a core while another is idle, a running task moves after some
/// tries. Simplified against the kernel: spare capacity is counted in tasks where it uses averages (<c>migrate_util</c>).
/// </summary>
internal sealed class DomainBalancer
{
    private readonly IRunQueues queues;
    private readonly IReadOnlyList<DomainLevel> levels;
    private readonly State[] states;
    private readonly long tick;
    private readonly int busyFactor;
    private readonly bool[] pinned;

    public DomainBalancer(IRunQueues queues, long tickNs, int busyFactor)
    {
        (this.queues, tick, this.busyFactor) = (queues, tickNs, busyFactor);
        levels = queues.Domains.Levels;
        states = new State[queues.Domains.Topology.Cpus * levels.Count];
        pinned = new bool[queues.Domains.Topology.Cpus];
        for (var i = 0; i < states.Length; i++)
            states[i].Interval = levels[i % levels.Count].Weight;
    }

    // newidle_balance: from the smallest domain up until one task is found.
    public bool NewIdle(int cpu)
    {
        foreach (var level in levels)
            if (Balance(cpu, level, ref StateOf(cpu, level), idle: true, newlyIdle: true))
                return true;
        return false;
    }

    public void OnTick(int cpu, long jiffies)
    {
        var busy = !queues.IsIdle(cpu) && !queues.IsSchedIdle(cpu);
        foreach (var level in levels)
        {
            ref var state = ref StateOf(cpu, level);
            if (jiffies < state.LastBalance + IntervalOf(state, busy))
                continue;
            if (IsForGroup(cpu, level))
                Balance(cpu, level, ref state, !busy, newlyIdle: false);
            state.LastBalance = jiffies;
        }
    }

    /// <summary>The tick of a busy CPU's last periodic look at its smallest domain, as if it had ticked all the time.</summary>
    public long LastLook(int cpu, long jiffies)
    {
        ref var state = ref states[cpu * levels.Count];
        return jiffies - ((jiffies - state.LastBalance) % IntervalOf(state, busy: true));
    }

    private ref State StateOf(int cpu, DomainLevel level)
    {
        var index = 0;
        while (levels[index] != level)
            index++;
        return ref states[(cpu * levels.Count) + index];
    }

    // get_sd_balance_interval
    private long IntervalOf(in State state, bool busy)
    {
        var milliseconds = busy ? (long)state.Interval * busyFactor : state.Interval;
        var ticks = ((milliseconds * 1_000_000) + tick - 1) / tick;
        return Math.Max(1, busy ? ticks - 1 : ticks);
    }

    // should_we_balance: the first idle CPU of a group does it for all, else the first.
    private bool IsForGroup(int cpu, DomainLevel level)
    {
        var (domain, group) = (level.DomainOf(cpu), level.GroupOf(cpu));
        for (var i = 0; i < level.GroupWeight; i++)
            if (level.CpuOf(domain, group, i) is var other && queues.IsIdle(other))
                return other == cpu;
        return level.CpuOf(domain, group, 0) == cpu;
    }

    private bool Balance(int cpu, DomainLevel level, ref State state, bool idle, bool newlyIdle)
    {
        int from;
        bool byLoad, moved, allPinned, again = false;
        do
        {
            from = FindBusiest(cpu, level, idle, out var amount, out byLoad);
            moved = from >= 0 && queues.Running(from) > 1
                && queues.Detach(from, cpu, new Imbalance(amount, byLoad, idle, newlyIdle, state.Failed, level.CacheNiceTries));
            // LBF_ALL_PINNED: if none of those that wait there may come, the search goes on without that CPU.
            allPinned = from >= 0 && !moved && queues.Running(from) > 1 && !queues.HasFor(cpu, from);
            if (allPinned)
                again = pinned[from] = true;
        }
        while (allPinned);
        if (again)
            Array.Clear(pinned);
        if (from < 0)
        {
            if (!newlyIdle)
                (state.Failed, state.Interval) = (0, Math.Min(2 * state.Interval, 2 * level.Weight));
            return false;
        }

        if (newlyIdle)
            return moved;
        state.Interval = level.Weight;
        if (moved)
        {
            state.Failed = 0;
            return true;
        }

        // need_active_balance: nobody waits there, so who runs there moves.
        if (++state.Failed <= level.CacheNiceTries + 2 || byLoad || !idle || !queues.MoveRunning(from, cpu))
            return false;
        state.Failed = 0;
        return true;
    }

    // find_busiest_group, calculate_imbalance and find_busiest_queue.
    private int FindBusiest(int cpu, DomainLevel level, bool idle, out double amount, out bool byLoad)
    {
        (amount, byLoad) = (0, false);
        var (domain, local) = (level.DomainOf(cpu), level.GroupOf(cpu));
        var here = GroupLoad.Of(queues, level, domain, local, null, pinned);
        var (busiest, there, total, capacity) = (-1, default(GroupLoad), here.Load, here.Capacity);
        for (var i = 1; i < level.Groups; i++)
        {
            var group = (local + i) % level.Groups;
            var load = GroupLoad.Of(queues, level, domain, group, null, pinned);
            total += load.Load;
            capacity += load.Capacity;
            if (load.FairRunning > 0 && (busiest < 0 || IsBusier(load, there, level.ImbalancePct)))
                (busiest, there) = (group, load);
        }

        if (busiest < 0 || !IsImbalanced(level, here, there, total / capacity, idle, out amount, out byLoad))
            return -1;
        return FindBusiestQueue(level, domain, busiest, byLoad, amount);
    }

    private static bool IsImbalanced(DomainLevel level, in GroupLoad here, in GroupLoad there, double average, bool idle, out double amount,
        out bool byLoad)
    {
        (amount, byLoad) = (0, false);
        var (mine, its) = (here.FillAt(level.ImbalancePct), there.FillAt(level.ImbalancePct));
        if (mine > its)
            return false;
        if (mine == Fill.Overloaded && (here.Average >= there.Average || here.Average >= average
            || 100 * there.Average <= level.ImbalancePct * here.Average))
            return false;
        // SD_PREFER_SIBLING of the level below: tasks spread over its groups.
        var spreads = level.Child != null && mine == Fill.HasSpare && there.Running > here.Running + 1;
        if (!spreads && its != Fill.Overloaded
            && (!idle || there.FairRunning == 1 || (level.GroupWeight > 1 && here.Idle <= there.Idle + 1)))
            return false;
        if (mine == Fill.HasSpare)
        {
            var more = Math.Max(0, there.Running - here.Running);
            if (its == Fill.Overloaded && !level.SharesCache)
                amount = Math.Max(1, here.Weight - here.Running);
            else if (!level.Tolerates(more, here.Running + 1))
                amount = more >> 1;
            return amount > 0;
        }

        // The average load of a group counts only if it is overloaded (update_sg_lb_stats).
        if (mine != Fill.Overloaded && (its != Fill.Overloaded || here.Average >= there.Average || here.Average >= average))
            return false;
        byLoad = true;
        // Unsigned in the kernel: a busiest group below the average, for the heaviest one is not overloaded, sets no bound at all.
        var excess = there.Average < average ? double.PositiveInfinity : (there.Average - average) * there.Capacity;
        amount = Math.Min(excess, (average - here.Average) * here.Capacity);
        return amount > 0;
    }

    // update_sd_pick_busiest
    private static bool IsBusier(in GroupLoad a, in GroupLoad b, int pct)
    {
        var (fill, other) = (a.FillAt(pct), b.FillAt(pct));
        if (fill != other)
            return fill > other;
        if (fill != Fill.HasSpare)
            return a.Average > b.Average;
        return a.Idle < b.Idle || (a.Idle == b.Idle && a.Running > b.Running);
    }

    private int FindBusiestQueue(DomainLevel level, int domain, int group, bool byLoad, double amount)
    {
        var (best, most) = (-1, 0.0);
        for (var i = 0; i < level.GroupWeight; i++)
        {
            var cpu = level.CpuOf(domain, group, i);
            var running = queues.FairRunning(cpu);
            var capacity = queues.Capacity(cpu);
            // A lone task too large to move stays, unless real-time tasks leave it little (check_cpu_capacity).
            if (running == 0 || pinned[cpu] || (byLoad && running == 1 && queues.Load(cpu) > amount
                && capacity * level.ImbalancePct >= 100))
                continue;
            var busy = byLoad ? queues.Load(cpu) / capacity : running;
            if (busy > most)
                (best, most) = (cpu, busy);
        }

        return best;
    }

    private struct State
    {
        public long LastBalance;
        public int Interval, Failed;
    }
}
