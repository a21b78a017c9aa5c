using CloudSim.Net.Hardware;

namespace CloudSim.Net.Scheduling.Domains;

/// <summary>
/// On which CPU a fair task wakes or starts, on a machine with domains (<c>select_task_rq_fair</c>). Not modelled: that the search for an
/// idle CPU grows shorter as a cache's CPUs fill, and ends at some 85 % (SIS_UTIL), and <c>recent_used_cpu</c>.
/// </summary>
internal sealed class DomainPlacement(IRunQueues queues, BusyThreads busy)
{
    private readonly CpuTopology topology = queues.Domains.Topology;

    // A task that wakes stays near: on its last CPU's or its waker's cache, where a core is idle, else where a thread is. Its load, and
    // what of it the last CPU's load still counts: all if that is an average, nothing if it is that of the instant.
    public int Wake(int previous, int waker, double load, double counted, CpuSet? allowed)
    {
        if (allowed != null && !allowed.Contains(previous))
            return FindIdlest(previous, allowed);
        if (waker < 0 || (allowed != null && !allowed.Contains(waker)))
            waker = previous;
        return SelectIdleSibling(previous, waker == previous ? previous : WakeAffine(waker, previous, load, counted), allowed);
    }

    // find_idlest_cpu, for new tasks: from the largest domain down into the idlest group.
    public int FindIdlest(int from, CpuSet? allowed)
    {
        var cpu = from;
        for (var i = queues.Domains.Levels.Count - 1; i >= 0; i--)
        {
            var level = queues.Domains.Levels[i];
            var (domain, local) = (level.DomainOf(cpu), level.GroupOf(cpu));
            var group = FindIdlestGroup(level, domain, local, allowed);
            if (group != local)
                cpu = FindIdlestCpu(level, domain, group, allowed);
        }

        // A local group that was kept may have no allowed CPU but one.
        return allowed == null || allowed.Contains(cpu) ? cpu : FindAllowed(cpu, allowed);
    }

    private bool IsAvailable(int cpu) => queues.IsIdle(cpu) || queues.IsSchedIdle(cpu);

    // wake_affine: the last CPU if idle, else the one where the task would find less load.
    private int WakeAffine(int waker, int previous, double load, double counted)
    {
        if (queues.IsIdle(waker) && topology.CacheOf(waker) == topology.CacheOf(previous))
            return queues.IsIdle(previous) ? previous : waker;
        if (queues.IsIdle(previous))
            return previous;
        var pct = 100 + ((queues.Domains.Levels[^1].ImbalancePct - 100) / 2);
        var here = 100 * (queues.Load(waker) + load) / queues.Capacity(waker);
        return here < pct * Math.Max(0, queues.Load(previous) - counted) / queues.Capacity(previous) ? waker : previous;
    }

    private int SelectIdleSibling(int previous, int target, CpuSet? allowed)
    {
        if (IsAvailable(target))
            return target;
        var near = topology.CacheOf(previous) == topology.CacheOf(target);
        if (previous != target && near && IsAvailable(previous))
            return previous;
        var hasIdleCore = topology.ThreadsPerCore > 1 && busy.HasIdleCore(target);
        if (topology.ThreadsPerCore > 1 && !hasIdleCore && near && FindIdleThread(previous, allowed) is >= 0 and var sibling)
            return sibling;
        var found = SelectIdleCpu(target, hasIdleCore, allowed);
        return found >= 0 ? found : target;
    }

    // select_idle_smt: another thread of the core.
    private int FindIdleThread(int of, CpuSet? allowed)
    {
        for (var cpu = topology.CoreOf(of); cpu < topology.Cpus; cpu += topology.Cores)
            if (cpu != of && IsAvailable(cpu) && (allowed == null || allowed.Contains(cpu)))
                return cpu;
        return -1;
    }

    // select_idle_cpu and select_idle_core: over the CPUs of the cache, from the target on; a core without a busy thread before a thread of
    // a busy one.
    private int SelectIdleCpu(int target, bool wantsCore, CpuSet? allowed)
    {
        var cores = topology.Cores / topology.LastLevelCaches;
        var first = topology.CacheOf(target) * cores;
        var start = (topology.CoreOf(target) - first) + (target / topology.Cores * cores) + 1;
        var count = cores * topology.ThreadsPerCore;
        var thread = -1;
        for (var i = 0; i < count; i++)
        {
            var at = (start + i) % count;
            var cpu = (at / cores * topology.Cores) + first + (at % cores);
            if ((allowed != null && !allowed.Contains(cpu)) || !IsAvailable(cpu))
                continue;
            if (!wantsCore || busy.OfCore(cpu) == 0)
                return cpu;
            if (thread < 0)
                thread = cpu;
        }

        return thread;
    }

    // find_idlest_group: the least filled; the local one if it is as good, or near enough between nodes.
    private int FindIdlestGroup(DomainLevel level, int domain, int local, CpuSet? allowed)
    {
        var here = GroupLoad.Of(queues, level, domain, local, allowed);
        var (best, idlest) = (-1, default(GroupLoad));
        for (var i = 1; i < level.Groups; i++)
        {
            var group = (local + i) % level.Groups;
            var load = GroupLoad.Of(queues, level, domain, group, allowed);
            if (load.Weight > 0 && (best < 0 || IsIdler(load, idlest, level.ImbalancePct)))
                (best, idlest) = (group, load);
        }

        if (best < 0)
            return local;
        if (here.Weight == 0)
            return best;
        var (mine, its) = (here.FillAt(level.ImbalancePct), idlest.FillAt(level.ImbalancePct));
        if (mine != its)
            return mine < its ? local : best;
        if (mine == Fill.HasSpare)
            return level.Tolerates(Math.Abs(here.Idle - idlest.Idle), here.Running + 1, here.Weight) || here.Idle >= idlest.Idle
                ? local : best;
        var imbalance = LoadWeight.Nice0 * (level.ImbalancePct - 100) / 100.0;
        if (idlest.Average >= here.Average + imbalance || (level.IsNuma && idlest.Average + imbalance >= here.Average))
            return local;
        return 100 * here.Average <= level.ImbalancePct * idlest.Average ? local : best;
    }

    // update_pick_idlest
    private static bool IsIdler(in GroupLoad a, in GroupLoad b, int pct)
    {
        var (fill, other) = (a.FillAt(pct), b.FillAt(pct));
        if (fill != other)
            return fill < other;
        if (fill != Fill.HasSpare)
            return a.Average < b.Average;
        return a.Idle > b.Idle || (a.Idle == b.Idle && a.Utilization < b.Utilization);
    }

    // find_idlest_group_cpu: an idle one, else the least loaded.
    private int FindIdlestCpu(DomainLevel level, int domain, int group, CpuSet? allowed)
    {
        var (best, least) = (-1, double.PositiveInfinity);
        for (var i = 0; i < level.GroupWeight; i++)
        {
            var cpu = level.CpuOf(domain, group, i);
            if (allowed != null && !allowed.Contains(cpu))
                continue;
            if (IsAvailable(cpu))
                return cpu;
            if (queues.Load(cpu) < least)
                (best, least) = (cpu, queues.Load(cpu));
        }

        return best;
    }

    private int FindAllowed(int from, CpuSet allowed)
    {
        var (best, least) = (-1, (int.MaxValue, int.MaxValue));
        for (var cpu = 0; cpu < topology.Cpus; cpu++)
            if (allowed.Contains(cpu) && (queues.Running(cpu), queues.Domains.Distance(from, cpu)) is var rank && rank.CompareTo(least) < 0)
                (best, least) = (cpu, rank);
        return best < 0 ? from : best;
    }
}
