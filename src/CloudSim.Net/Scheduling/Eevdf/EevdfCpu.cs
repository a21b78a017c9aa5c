using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <summary>One CPU under EEVDF.</summary>
internal sealed class EevdfCpu : QueueProcessor
{
    public readonly EevdfScheduler Scheduler;
    public readonly EevdfQueue Root;

    private int idleTasks;
    private bool isOverloaded;

    public EevdfCpu(EevdfScheduler scheduler, int index, EevdfGroup root)
        : base(scheduler, index)
    {
        Scheduler = scheduler;
        Root = root.On(this);
    }

    public override bool WantsTick => NrTasks > 1;

    /// <summary>Whether all tasks here are SCHED_IDLE (<c>sched_idle_cpu</c>).</summary>
    public bool IsSchedIdle => NrTasks > 0 && idleTasks == NrRunning;

    public long SliceOf(EevdfEntity entity) => entity.Task?.SliceNs ?? Scheduler.BaseSliceNs;

    public override void Enqueue(CpuTask task, Arrival arrival)
    {
        Update();
        var entity = (EevdfEntity)task.State;
        entity.Join(((EevdfGroup)task.Group.State).On(this));
        EevdfEntity? level = entity;
        for (; level is { OnRq: false }; level = level.Parent)
        {
            EevdfGroup.Reweight(level);
            level.Queue!.Enqueue(level, initial: level == entity && arrival == Arrival.New);
        }

        ReweightFrom(level);
        Count++;
        idleTasks += entity.IsIdle ? 1 : 0;
        CountRunning();
        if (NrTasks == 2)
            Scheduler.StartTick(Index);
    }

    public override void Dequeue(CpuTask task)
    {
        Update();
        EevdfEntity? level = (EevdfEntity)task.State;
        do
        {
            level.Queue!.Dequeue(level);
            level = level.Parent;
        }
        while (level?.MyQueue is { Count: 0 });
        ReweightFrom(level);
        Count--;
        idleTasks -= ((EevdfEntity)task.State).IsIdle ? 1 : 0;
        CountRunning();
    }

    public override void CountRunning()
    {
        if (NrRunning > 1 == isOverloaded)
            return;
        isOverloaded = !isOverloaded;
        Scheduler.Overloaded += isOverloaded ? 1 : -1;
    }

    // check_preempt_wakeup_fair: would the wakee be picked, at the level where the two meet?
    public override void CheckPreempt(CpuTask task)
    {
        if (NeedResched)
            return;
        var (curr, wakee) = ((EevdfEntity)Curr!.State, (EevdfEntity)task.State);
        if (curr.IsIdle && !wakee.IsIdle)
        {
            Resched();
            return;
        }

        if (task.Policy != TaskPolicy.Normal || !Scheduler.Tunables.WakeupPreemption || !curr.OnRq)
            return;
        Update();
        while (curr.Queue != wakee.Queue)
        {
            var (depth, otherDepth) = (curr.Depth, wakee.Depth);
            if (depth >= otherDepth)
                curr = curr.Parent!;
            if (otherDepth >= depth)
                wakee = wakee.Parent!;
        }

        if (curr != wakee && wakee.Queue!.Pick() == wakee)
            Resched();
    }

    // A task that waits and may use the given CPU.
    public CpuTask? Waiting(int cpu) => Waiting(Root, cpu);

    // task_h_load: the task's part of its CPU's load, down through the groups.
    public static long LoadOf(CpuTask task)
    {
        var entity = (EevdfEntity)task.State;
        var load = entity.Weight;
        for (var group = entity.Parent; group != null; group = group.Parent)
            load = load * group.Weight / Math.Max(1, group.MyQueue!.Load);
        return load;
    }

    protected override CpuTask? PickNext(CpuTask? running)
    {
        if (Root.Count == 0 && !Scheduler.Pull(this))
            return null;
        for (var queue = Root; ;)
        {
            var entity = queue.Pick();
            queue.SetCurr(entity);
            if (entity.Task != null)
                return entity.Task;
            queue = entity.MyQueue!;
        }
    }

    protected override void PutPrevious() => Root.PutCurr();

    protected override void Ran(CpuTask task, long delta)
    {
        for (var level = (EevdfEntity?)task.State; level is { OnRq: true }; level = level.Parent)
            if (level.Queue!.Charge(level, delta) && level.Queue.Count > 1)
                Resched();
    }

    protected override void OnTick()
    {
        if (Curr is { Priority: 0 })
            ReweightFrom(((EevdfEntity)Curr.State).Parent);
    }

    private static void ReweightFrom(EevdfEntity? level)
    {
        for (; level != null; level = level.Parent)
            EevdfGroup.Reweight(level);
    }

    private static CpuTask? Waiting(EevdfQueue queue, int cpu)
    {
        for (var i = queue.Waiting.Count - 1; i >= 0; i--)
        {
            var entity = queue.Waiting[i];
            if (entity.MyQueue != null)
            {
                if (Waiting(entity.MyQueue, cpu) is { } found)
                    return found;
            }
            else if (entity.Task!.Group.EffectiveAffinity is not { } allowed || allowed.Contains(cpu))
                return entity.Task;
        }

        return queue.Curr?.MyQueue is { } below ? Waiting(below, cpu) : null;
    }
}
