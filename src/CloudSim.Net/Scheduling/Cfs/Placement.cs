namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>On which CPU a task wakes or starts (<c>select_task_rq_fair</c>).</summary>
internal sealed class Placement(CfsScheduler scheduler)
{
    /// <summary>Whether there ever was a SCHED_IDLE task: only then a CPU may be taken for idle that is not.</summary>
    public bool HasIdleTasks { get; set; }

    // select_task_rq_fair for a task that wakes, with select_idle_sibling; CPUs share one cache.
    public int SelectTaskRq(CpuTask task, int waker)
    {
        if (scheduler.Cpus == 1)
            return 0;
        var allowed = ((CfsGroup)task.Group.State).Allowed;
        var prev = task.Cpu;
        var entity = (CfsEntity)task.State;
        if (waker >= 0 && scheduler.Processors[waker].CurrEntity is { } awake)
            awake.Wakes.Woke(task, scheduler.ClockNs);
        if (prev < 0)
            return FindIdlest(Math.Max(waker, 0), allowed);
        if (allowed != null && !allowed.Contains(prev))
            return FindIdlest(prev, allowed);
        if (IsAvailable(prev))
            return prev;
        if (waker < 0 || (allowed != null && !allowed.Contains(waker)))
            waker = prev;
        var target = waker == prev || IsWide(entity, waker) ? prev : WakeAffine(entity, waker, prev);
        var recent = entity.Wakes.Recent(prev);
        if (recent >= 0 && recent != prev && recent != target && IsAvailable(recent) && (allowed == null || allowed.Contains(recent)))
            return recent;
        var found = NextAvailable(target, allowed);
        return found >= 0 ? found : target;
    }

    private bool IsWide(CfsEntity wakee, int waker) =>
        scheduler.Processors[waker].CurrEntity is { } master && WakeHistory.IsWide(master.Wakes.Flips, wakee.Wakes.Flips, scheduler.Cpus);

    // wake_affine_weight: the waker's CPU if the task would find less load there, by the averages; the waker's is preferred a little
    // (WA_BIAS).
    private int WakeAffine(CfsEntity wakee, int waker, int prev)
    {
        var now = scheduler.ClockNs;
        var (here, there) = (scheduler.Processors[waker], scheduler.Processors[prev]);
        var load = LoadBalancer.HLoad(wakee, now);
        var biased = 100 + ((scheduler.Rules.ImbalancePct - 100) / 2);
        return (LoadBalancer.Whole(here.Root.LoadAt(now)) + load) * 100 * there.CapacityAt(now)
            < (LoadBalancer.Whole(there.Root.LoadAt(now)) - load) * biased * here.CapacityAt(now) ? waker : prev;
    }

    // find_idlest_cpu, for new tasks: an idle CPU, else the one with the fewest tasks, then the least load.
    public int FindIdlest(int from, CpuSet? allowed)
    {
        var found = NextAvailable(from, allowed);
        if (found >= 0)
            return found;
        CfsCpu? best = null;
        for (var i = 0; i < scheduler.Cpus; i++)
        {
            var cpu = scheduler.Processors[(from + i) % scheduler.Cpus];
            if (allowed != null && !allowed.Contains(cpu.Index))
                continue;
            if (best == null || cpu.Root.HNrRunning < best.Root.HNrRunning
                || (cpu.Root.HNrRunning == best.Root.HNrRunning && cpu.Root.Load < best.Root.Load))
                best = cpu;
        }

        return best?.Index ?? from;
    }

    private bool IsAvailable(int cpu) => scheduler.IdleCpus.Contains(cpu) || (HasIdleTasks && scheduler.Processors[cpu].IsSchedIdle);

    // One that runs SCHED_IDLE tasks only is as good as an idle one (sched_idle_cpu).
    private int NextAvailable(int from, CpuSet? allowed)
    {
        if (!HasIdleTasks)
            return scheduler.IdleCpus.Next(from, allowed);
        for (var i = 0; i < scheduler.Cpus; i++)
            if ((from + i) % scheduler.Cpus is var cpu && IsAvailable(cpu) && (allowed == null || allowed.Contains(cpu)))
                return cpu;
        return -1;
    }
}
