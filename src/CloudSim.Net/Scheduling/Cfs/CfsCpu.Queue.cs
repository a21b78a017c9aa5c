using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Cfs;

/// <content>Tasks that join and leave the queues of this CPU, at every level of groups.</content>
internal sealed partial class CfsCpu
{
    public override void Enqueue(CpuTask task, Arrival arrival)
    {
        var entity = (CfsEntity)task.State;
        var flags = arrival == Arrival.Woken ? EnqueueFlags.Wakeup : EnqueueFlags.Moved;
        if (entity.Queue?.Cpu != this)
        {
            if (arrival == Arrival.Woken)
            {
                entity.Vruntime -= entity.Queue!.MinVruntime;
                flags = EnqueueFlags.WakeupMigrated;
            }

            LoadPropagation.Join(entity, ((CfsGroup)task.Group.State).On(this), Now);
        }

        if (arrival == Arrival.New)
        {
            entity.Queue!.UpdateCurr();
            entity.Queue.PlaceEntity(entity, initial: true);
            entity.Vruntime -= entity.Queue.MinVruntime;
        }

        EnqueueTask(entity, flags);
    }

    public override void Dequeue(CpuTask task) => DequeueTask((CfsEntity)task.State, sleep: true);

    private void EnqueueTask(CfsEntity entity, EnqueueFlags flags)
    {
        var level = entity;
        for (; level is { OnRq: false }; level = level.Parent)
        {
            level.Queue!.EnqueueEntity(level, flags);
            level.Queue.AddTasks(1);
            if (level.Queue.Throttled)
                return;
            flags = EnqueueFlags.Wakeup;
        }

        if (AddAbove(level, 1))
            CountRunning();
    }

    public void DequeueTask(CfsEntity entity, bool sleep)
    {
        CfsEntity? level = entity;
        for (; level != null; level = level.Parent)
        {
            var queue = level.Queue!;
            queue.DequeueEntity(level, sleep || level != entity);
            queue.AddTasks(-1);
            if (queue.Throttled)
                return;
            if (queue.Load > 0)
            {
                level = level.Parent;
                // Who sleeps leaves its turn to the rest of its group.
                if (sleep && level != null && queue.ThrottleCount == 0)
                    CfsRunQueue.SetNextBuddy(level);
                break;
            }
        }

        if (AddAbove(level, -1))
            CountRunning();
    }

    // The number of tasks of this CPU has changed.
    public override void CountRunning()
    {
        var now = NrRunning > 1;
        if (now)
            NeedTick();
        if (now == IsOverloaded)
            return;
        IsOverloaded = now;
        Scheduler.CountOverloaded(now ? 1 : -1);
    }

    // A task has joined: an idle CPU takes it at once, unless its group is throttled.
    public override void Joined(CpuTask task)
    {
        if (CurrEntity != null)
            CheckPreempt(task);
        else if (Root.NrRunning > 0 && Curr == null)
            Schedule();
    }

    public override void CheckPreempt(CpuTask task) => WakeupPreemption.Check(this, (CfsEntity)task.State);

    // Sends the tasks of a group away that may no longer use this CPU.
    public void Evict(TaskGroup group, CpuSet allowed)
    {
        if (allowed.Contains(Index))
            return;
        while (Tasks.FirstOf(group) is { } entity)
        {
            DequeueTask(entity, sleep: false);
            if (CurrEntity == entity)
                Schedule();
            Scheduler.MoveToIdlest(entity, this, allowed);
        }
    }

    // A group may run again: only an idle CPU switches to it at once.
    public void Unthrottled(int timerCpu)
    {
        if (Curr == null && Root.NrRunning > 0)
        {
            Scheduler.IdleCpus.Remove(Index);
            if (!NeedResched)
                ReschedAfter(timerCpu == Index ? TimeSpan.Zero : Scheduler.InterruptDelay());
        }

        CountRunning();
    }

    // The levels that were runnable already; false if a throttled one keeps the change from the root.
    private static bool AddAbove(CfsEntity? level, int tasks)
    {
        for (; level != null; level = level.Parent)
        {
            CfsGroup.Reweight(level);
            level.Queue!.AddTasks(tasks);
            if (level.Queue.Throttled)
                return false;
        }

        return true;
    }
}
