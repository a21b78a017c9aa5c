using CloudSim.Net.Scheduling.Domains;

namespace CloudSim.Net.Scheduling.RealTime;

/// <summary>
/// SCHED_FIFO and SCHED_RR above the fair class of any scheduler (<c>rt_sched_class</c>): the highest priority runs, in order of arrival;
/// together they have at most runtime / period of each CPU (without RT_GROUP_SCHED: one limit for all). Groups count their time but neither
/// weigh nor limit it.
/// </summary>
internal sealed class RealTimeClass
{
    private readonly CpuScheduler scheduler;
    private readonly RtQueue[] queues;
    private readonly RtBandwidth bandwidth;
    private readonly RtPlacement placement;
    private readonly List<CpuTask> tasks = [];
    private readonly Func<CpuTask, int> placeNew;
    private readonly long sliceTicks;

    public RealTimeClass(
        CpuScheduler scheduler, IReadOnlyList<IRealTimeCpu> cpus, DomainTree domains, RealTimeTunables tunables, long tickNs,
        Func<CpuTask, int> placeNew)
    {
        (this.scheduler, this.placeNew) = (scheduler, placeNew);
        queues = [.. cpus.Select(cpu => cpu.RealTime = new RtQueue(cpu))];
        bandwidth = new RtBandwidth(scheduler, queues, tunables);
        placement = new RtPlacement(domains, queues);
        sliceTicks = Math.Max(1, tunables.RoundRobinSlice.Ticks * 100 / tickNs);
    }

    /// <summary>Real-time tasks with work, of all CPUs.</summary>
    public int Runnable { get; private set; }

    public void Admit(CpuTask task)
    {
        if (tasks.Count == tasks.Capacity)
            tasks.RemoveAll(old => old.Status == TaskState.Exited);
        tasks.Add(task);
        task.State = new RtEntity(task) { TicksLeft = sliceTicks };
    }

    public void Wake(CpuTask task, int waker)
    {
        var from = task.Cpu;
        if (from >= 0 && task.Group.EffectiveAffinity is { } allowed && !allowed.Contains(from))
            from = -1;
        if (from < 0)
            from = placeNew(task);
        MoveTo(task, placement.Select(task, from, waker));
        task.QueuedSince = scheduler.NowNs;
        Join(task);
    }

    public void Leave(CpuTask task)
    {
        var cpu = task.Cpu < 0 ? null : queues[task.Cpu].Cpu;
        if (task.Status == TaskState.Running)
            cpu!.ChargeRunning();
        task.NextMark = task.Demanded = task.Consumed;
        if (task.Status == TaskState.Running)
        {
            if (!task.InDone)
                cpu!.Schedule();
            return;
        }

        if (task.Status == TaskState.Runnable)
            Remove(queues[task.Cpu], (RtEntity)task.State);
        scheduler.Forget(task, hasCpu: false);
    }

    public void Suspend(CpuTask task)
    {
        if (task.Status == TaskState.Running)
            queues[task.Cpu].Cpu.ChargeRunning();
        if (!task.Withhold())
            return;
        if (task.Status == TaskState.Runnable)
        {
            Remove(queues[task.Cpu], (RtEntity)task.State);
            task.Rest();
        }
        else if (!task.InDone)
        {
            queues[task.Cpu].Cpu.Schedule();
        }
    }

    // __schedule, the part of this class: the running task leaves if its work is done; the next one, or null to leave the CPU to the
    // classes below.
    public CpuTask? PickNext(RtQueue queue, ref bool voluntary)
    {
        var off = queue.Curr;
        if (off is { State: RtEntity { OnRq: true } entity } && off.Demanded == off.Consumed)
        {
            Remove(queue, entity);
            off.Status = TaskState.Sleeping;
            voluntary = true;
            if (off.Exiting)
                scheduler.Forget(off);
        }

        queue.Curr = null;
        // balance_rt: a CPU whose priority falls looks whether a higher one waits elsewhere.
        if (off != null && queue.Highest < off.Priority && placement.Pull(queue) is { } found)
            Move(found, queues[found.Task.Cpu], queue);
        return queue.Curr = queue.Throttled ? null : queue.First;
    }

    // push_rt_tasks: what waits goes where it would run at once.
    public void Push(RtQueue queue)
    {
        while (queue is { NrRunning: > 1, Curr: { } curr } && queue.Pushable() is { } entity && entity.Priority <= curr.Priority
            && placement.FindLowest(entity.Task, queue.Cpu.Index) is >= 0 and var to)
        {
            Move(entity, queue, queues[to]);
            Preempt(queues[to], entity.Task);
        }
    }

    public void Ran(RtQueue queue, long delta) => bandwidth.Account(queue, delta);

    // task_tick_rt: a slice of SCHED_RR ends after so many ticks, if another task of its priority waits.
    public void Tick(RtQueue queue)
    {
        if (queue.Curr is not { Policy: TaskPolicy.RoundRobin, State: RtEntity entity } || --entity.TicksLeft > 0)
            return;
        entity.TicksLeft = sliceTicks;
        if (entity.OnRq && queue.Rotate(entity))
            queue.Cpu.Resched();
    }

    public void AffinityChanged(TaskGroup group, CpuSet allowed)
    {
        for (var i = 0; i < tasks.Count; i++)
            if (tasks[i] is { State: RtEntity { OnRq: true } entity } task && task.Group == group
                && task.Demanded > task.Consumed && !allowed.Contains(task.Cpu))
            {
                var from = queues[task.Cpu];
                from.Cpu.ChargeRunning();
                Remove(from, entity);
                if (from.Curr == task)
                    from.Cpu.Schedule();
                MoveTo(task, placement.Select(task, placeNew(task), -1));
                Join(task);
            }
    }

    private void Join(CpuTask task)
    {
        var queue = queues[task.Cpu];
        task.Status = TaskState.Runnable;
        queue.Enqueue((RtEntity)task.State);
        Runnable++;
        bandwidth.Start();
        Preempt(queue, task);
    }

    private void Remove(RtQueue queue, RtEntity entity)
    {
        queue.Dequeue(entity);
        Runnable--;
    }

    private void Move(RtEntity entity, RtQueue from, RtQueue to)
    {
        from.Dequeue(entity);
        MoveTo(entity.Task, to.Cpu.Index);
        to.Enqueue(entity);
    }

    private static void MoveTo(CpuTask task, int cpu)
    {
        if (task.Cpu >= 0 && task.Cpu != cpu)
            task.Moves++;
        task.Cpu = cpu;
    }

    // check_preempt_curr: a higher class or priority takes the CPU.
    private static void Preempt(RtQueue queue, CpuTask task)
    {
        if (queue.Throttled)
            return;
        if (queue.Cpu.Running == null)
            queue.Cpu.Schedule();
        else if (task.Priority > queue.Cpu.Running.Priority)
            queue.Cpu.Resched();
    }
}
