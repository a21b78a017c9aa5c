using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>On which CPU a task wakes or starts (<c>select_task_rq_fair</c>).</summary>
internal sealed class Placement(CfsScheduler scheduler)
{
    private readonly IdleCpus idle = new(scheduler.Cpus);

    /// <summary>Whether there ever was a SCHED_IDLE task: only then a CPU may be taken for idle that is not.</summary>
    public bool HasIdleTasks { get; set; }

    public bool IsIdle(int cpu) => idle.Contains(cpu);

    public void SetIdle(int cpu) => idle.Add(cpu);

    public void SetBusy(int cpu) => idle.Remove(cpu);

    public int SelectTaskRq(CpuTask task, int waker)
    {
        if (scheduler.Cpus == 1)
            return 0;
        var allowed = ((CfsGroup)task.Group.State).Allowed;
        var prev = task.Cpu;
        if (prev < 0)
            return FindIdlest(Math.Max(waker, 0), allowed);
        if (allowed != null && !allowed.Contains(prev))
            return FindIdlest(prev, allowed);
        if (IsAvailable(prev))
            return prev;
        if (waker < 0 || (allowed != null && !allowed.Contains(waker)))
            waker = prev;
        var target = waker == prev ? prev : WakeAffine(task, waker, prev);
        var found = NextAvailable(target, allowed);
        return found >= 0 ? found : target;
    }

    // wake_affine_weight: the waker's CPU if the task would find less load there.
    private int WakeAffine(CpuTask task, int waker, int prev)
    {
        var here = scheduler.Processors[waker].Root.Load + ((CfsEntity)task.State).Weight;
        return here < scheduler.Processors[prev].Root.Load ? waker : prev;
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

    private bool IsAvailable(int cpu) => IsIdle(cpu) || (HasIdleTasks && scheduler.Processors[cpu].IsSchedIdle);

    // One that runs SCHED_IDLE tasks only is as good as an idle one (sched_idle_cpu).
    private int NextAvailable(int from, CpuSet? allowed)
    {
        if (!HasIdleTasks)
            return idle.Next(from, allowed);
        for (var i = 0; i < scheduler.Cpus; i++)
            if ((from + i) % scheduler.Cpus is var cpu && IsAvailable(cpu) && (allowed == null || allowed.Contains(cpu)))
                return cpu;
        return -1;
    }
}
