using CloudSim.Net.Scheduling.Quotas;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <content>The queue of a group whose quota is used up leaves its parent's queue, and comes back; how many tasks are within.</content>
internal sealed partial class EevdfQueue : ILimitedQueue
{
    public int ThrottleCount;

    /// <summary>Tasks of this group and those below, with those whose leaving is delayed (<c>h_nr_running</c> up to 6.12).</summary>
    public int Tasks { get; private set; }

    /// <summary>Those of them that are SCHED_IDLE (<c>idle_h_nr_running</c>).</summary>
    public int IdleTasks { get; private set; }

    public bool Throttled { get; private set; }

    int ILimitedQueue.Cpu => Cpu.Index;

    bool ILimitedQueue.HasCurr => Curr != null;

    void ILimitedQueue.Resched() => Cpu.Resched();

    public void AddTasks(int tasks, int idle)
    {
        Tasks += tasks;
        IdleTasks += idle;
    }

    // throttle_cfs_rq: the entity leaves at once, whatever its lag.
    void ILimitedQueue.Throttle()
    {
        ChangeThrottleCount(this, 1);
        var entity = Entity;
        for (; entity is { OnRq: true }; entity = entity.Parent)
        {
            entity.Queue!.Dequeue(entity, sleep: true, special: true);
            entity.Queue.AddTasks(-Tasks, -IdleTasks);
            if (entity.Queue.Load > 0)
            {
                for (entity = entity.Parent; entity is { OnRq: true }; entity = entity.Parent)
                    entity.Queue!.AddTasks(-Tasks, -IdleTasks);
                break;
            }
        }

        Throttled = true;
        Cpu.CountRunning();
    }

    // unthrottle_cfs_rq
    void ILimitedQueue.Unthrottle(int timerCpu)
    {
        Throttled = false;
        ChangeThrottleCount(this, -1);
        if (Count == 0)
            return;
        var entity = Entity;
        for (; entity != null; entity = entity.Parent)
        {
            if (entity.IsDelayed)
                entity.Queue!.Dequeue(entity, sleep: true, special: false);
            else if (entity.OnRq)
                break;
            entity.Queue!.Enqueue(entity, initial: false);
            entity.Queue.AddTasks(Tasks, IdleTasks);
            if (entity.Queue.Throttled)
                return;
        }

        for (; entity != null; entity = entity.Parent)
        {
            entity.Queue!.AddTasks(Tasks, IdleTasks);
            if (entity.Queue.Throttled)
                return;
        }

        Cpu.Unthrottled();
    }

    private static void ChangeThrottleCount(EevdfQueue queue, int change)
    {
        queue.ThrottleCount += change;
        foreach (var child in queue.Group.Task.Children)
            if (((EevdfGroup)child.State).Find(queue.Cpu.Index) is { } below)
                ChangeThrottleCount(below, change);
    }
}
