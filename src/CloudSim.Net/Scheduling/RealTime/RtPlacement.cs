using CloudSim.Net.Scheduling.Domains;

namespace CloudSim.Net.Scheduling.RealTime;

/// <summary>
/// Where real-time tasks run on several CPUs: each CPU has the priority of its highest task, and who would wait looks for a lower one.
/// </summary>
internal sealed class RtPlacement(DomainTree domains, RtQueue[] queues)
{
    private int distributed;

    // select_task_rq_rt: where it ran last, unless a task of its priority or above runs there and a lower CPU is found.
    public int Select(CpuTask task, int from, int waker)
    {
        if (queues[from].Curr is not { } curr || curr.Priority < task.Priority)
            return from;
        return FindLowest(task, from, waker) is >= 0 and var found ? found : from;
    }

    // find_lowest_rq with cpupri_find: of the allowed CPUs below the task's priority those of the lowest (fair and idle are one level),
    // there the last one, then in the smallest domain that has one the waker's, or the others in turn. -1 if there is none.
    public int FindLowest(CpuTask task, int from, int waker = -1)
    {
        var allowed = task.Group.EffectiveAffinity;
        var level = task.Priority;
        for (var cpu = 0; cpu < queues.Length; cpu++)
            if (queues[cpu].Highest < level && (allowed == null || allowed.Contains(cpu)))
                level = queues[cpu].Highest;
        if (level == task.Priority)
            return -1;
        if (Fits(from))
            return from;
        var (best, nearest) = waker >= 0 && Fits(waker) ? (waker, domains.Distance(from, waker)) : (-1, int.MaxValue);
        for (var i = 1; i <= queues.Length; i++)
        {
            var cpu = (distributed + i) % queues.Length;
            var distance = Fits(cpu) ? domains.Distance(from, cpu) : int.MaxValue;
            if (distance < nearest)
                (best, nearest) = (cpu, distance);
        }

        return best == waker ? best : distributed = best;

        bool Fits(int cpu) => queues[cpu].Highest == level && (allowed == null || allowed.Contains(cpu));
    }

    // pull_rt_task: the highest that waits elsewhere behind its own CPU's running one and would run here.
    public RtEntity? Pull(RtQueue to)
    {
        RtEntity? best = null;
        foreach (var queue in queues)
            if (queue != to && queue.NrRunning > 0 && queue.Pushable(to.Cpu.Index) is { } entity
                && entity.Priority > Math.Max(to.Highest, best?.Priority ?? 0) && entity.Priority <= (queue.Curr?.Priority ?? 0))
                best = entity;
        return best;
    }
}
