using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <summary>One CPU under EEVDF: who runs, and what ends its turn.</summary>
internal sealed partial class EevdfCpu : QueueProcessor
{
    public readonly EevdfScheduler Scheduler;
    public readonly EevdfQueue Root;

    private EevdfEntity? currEntity;
    private bool isOverloaded;

    public EevdfCpu(EevdfScheduler scheduler, int index, EevdfGroup root)
        : base(scheduler, index)
    {
        Scheduler = scheduler;
        Root = root.On(this);
    }

    // MaxValue while it has no task of this class.
    public long BusySince { get; private set; } = long.MaxValue;

    /// <inheritdoc/>
    public override int NrTasks => Root.Tasks;

    /// <summary>Whether all tasks here are SCHED_IDLE (<c>sched_idle_cpu</c>).</summary>
    public bool IsSchedIdle => NrTasks > 0 && Root.IdleTasks == NrRunning;

    // check_preempt_wakeup_fair
    public override void CheckPreempt(CpuTask task)
    {
        var (curr, wakee) = ((EevdfEntity)Curr!.State, (EevdfEntity)task.State);
        if (NeedResched || wakee.Queue!.ThrottleCount > 0)
            return;
        if (curr.IsIdle && !wakee.IsIdle)
        {
            Resched();
            return;
        }

        if (task.Policy != TaskPolicy.Normal || !Scheduler.Rules.WakeupPreemption || !curr.OnRq)
            return;
        while (curr.Queue != wakee.Queue)
        {
            var (depth, otherDepth) = (curr.Depth, wakee.Depth);
            if (depth >= otherDepth)
                curr = curr.Parent!;
            if (otherDepth >= depth)
                wakee = wakee.Parent!;
        }

        if (curr != wakee && wakee.Queue!.Preempts(wakee, curr))
            Resched();
    }

    // pick_next_task_fair: only where the paths of the two differ something is put back and taken out.
    protected override CpuTask? PickNext(CpuTask? running)
    {
        var next = PickTask();
        if (next == null && Scheduler.Pull(this))
            next = PickTask();
        if (next == null || next != currEntity)
            Replace(next);
        return next?.Task;
    }

    // Only an end of work and a tick bring the running task up to date: in between it is not asked whether its request is served.
    protected override bool IsDue(CpuTask task) =>
        TaskClock - task.ExecStart >= task.TimeFor(task.NextMark - task.Consumed) + task.OverheadLeft;

    protected override void PutPrevious() => Replace(null);

    protected override void Ran(CpuTask task, long delta)
    {
        var entity = (EevdfEntity)task.State;
        entity.Queue!.Advance(entity);
    }

    // pick_task_fair: from the root down. Who has paid while its leaving was delayed leaves when it would be picked.
    private EevdfEntity? PickTask()
    {
        var queue = Root;
        while (Root.Count > 0)
        {
            if (queue.Curr is { OnRq: true })
                queue.UpdateCurr();
            if (queue.Bandwidth is { } bandwidth && bandwidth.CheckRuntime())
            {
                queue = Root;
                continue;
            }

            var entity = queue.PickNext();
            if (entity.IsDelayed)
            {
                DequeueEntities(entity, sleep: true, special: false);
                queue = Root;
                continue;
            }

            if (entity.MyQueue == null)
                return entity;
            queue = entity.MyQueue;
        }

        return null;
    }

    private void Replace(EevdfEntity? next)
    {
        var (prev, pick) = (currEntity, next);
        BusySince = next == null ? long.MaxValue : Math.Min(BusySince, Now);
        currEntity = next;
        while (prev?.Queue != pick?.Queue)
        {
            var (depth, prevDepth) = (pick?.Depth ?? -1, prev?.Depth ?? -1);
            if (depth <= prevDepth)
            {
                prev!.Queue!.PutPrev(prev);
                prev = prev.Parent;
            }

            if (depth >= prevDepth)
            {
                pick!.Queue!.SetNext(pick);
                pick = pick.Parent;
            }
        }

        if (prev == null || prev == pick)
            return;
        prev.Queue!.PutPrev(prev);
        pick!.Queue!.SetNext(pick);
    }
}
