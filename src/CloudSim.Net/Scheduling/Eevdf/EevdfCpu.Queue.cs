using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <content>Tasks that join and leave the queues of this CPU, at every level of groups.</content>
internal sealed partial class EevdfCpu
{
    // enqueue_task_fair
    public override void Enqueue(CpuTask task, Arrival arrival)
    {
        var entity = (EevdfEntity)task.State;
        entity.Join(((EevdfGroup)task.Group.State).On(this));
        Scheduler.HasSlices |= task.SliceNs != null;
        var idle = entity.IsIdle ? 1 : 0;
        var slice = 0L;
        EevdfEntity? level = entity;
        for (; level != null; level = level.Parent)
        {
            if (level.OnRq)
            {
                if (level.IsDelayed)
                    level.Queue!.Requeue(level);
                break;
            }

            if (slice > 0)
                level.Slice = slice;
            level.Queue!.Enqueue(level, initial: level == entity && arrival == Arrival.New);
            if (!CountAt(level, 1, idle, ref slice))
                return;
        }

        if (Follow(level, 1, idle, slice))
            CountRunning();
        WeightsChanged(entity);
    }

    public override void Dequeue(CpuTask task) => DequeueEntities((EevdfEntity)task.State, sleep: false, special: true);

    // A task that sleeps may stay for a while; one that ends, or is frozen, does not.
    protected override void Block(CpuTask task) =>
        DequeueEntities((EevdfEntity)task.State, sleep: true, special: task.Exiting || task.Group.IsFrozen);

    // A task that sleeps leaves, though it has not paid yet: it ends, or may no longer use this CPU.
    public void FinishDelayed(EevdfEntity entity) => DequeueEntities(entity, sleep: true, special: false);

    public override void CountRunning()
    {
        if (WantsTick)
            Scheduler.StartTick(Index);
        if (NrRunning > 1 == isOverloaded)
            return;
        isOverloaded = !isOverloaded;
        Scheduler.Overloaded += isOverloaded ? 1 : -1;
    }

    public override void Joined(CpuTask task)
    {
        if (Curr != null || Root.Count > 0)
            base.Joined(task);
    }

    // A group may run again: only an idle CPU switches to it at once.
    public void Unthrottled()
    {
        CountRunning();
        if (Curr == null && Root.Count > 0)
            Resched();
    }

    // dequeue_entities
    private void DequeueEntities(EevdfEntity entity, bool sleep, bool special)
    {
        var (tasks, idle) = entity.Task == null ? (0, 0) : (-1, entity.IsIdle ? -1 : 0);
        var (sleeps, slice) = (sleep, 0L);
        EevdfEntity? level = entity;
        for (; level != null; level = level.Parent)
        {
            var queue = level.Queue!;
            if (!queue.Dequeue(level, sleep, special))
            {
                if (level.Task != null)
                    return;
                break;
            }

            if (!CountAt(level, tasks, idle, ref slice))
                return;
            if (queue.Load > 0)
            {
                level = level.Parent;
                // Who sleeps leaves its turn to the rest of its group.
                if (sleeps && level != null && queue.ThrottleCount == 0)
                    EevdfQueue.SetNextBuddy(level);
                break;
            }

            (sleep, special) = (true, false);
        }

        if (Follow(level, tasks, idle, slice))
            CountRunning();
        WeightsChanged(entity);
    }

    // The weights of a group on other CPUs follow at their next tick, also on those whose task is alone.
    private void WeightsChanged(EevdfEntity entity)
    {
        if (entity.Parent != null && Scheduler.Cpus > 1)
            Scheduler.StartTick(Index);
    }

    // The levels that were queued already; false if a throttled one keeps the change from the root.
    private static bool Follow(EevdfEntity? level, int tasks, int idle, long slice)
    {
        for (; level != null; level = level.Parent)
        {
            EevdfGroup.Reweight(level);
            if (slice > 0)
                level.Slice = slice;
            if (!CountAt(level, tasks, idle, ref slice))
                return false;
        }

        return true;
    }

    private static bool CountAt(EevdfEntity level, int tasks, int idle, ref long slice)
    {
        slice = level.Queue!.Entity == null ? 0 : level.Queue.MinSlice();
        level.Queue.AddTasks(tasks, idle);
        return !level.Queue.Throttled;
    }
}
