using CloudSim.Net.Scheduling.Quotas;

namespace CloudSim.Net.Scheduling.Cfs;

/// <content>The queue of a group whose quota is used up leaves its parent's queue, and comes back.</content>
internal sealed partial class CfsRunQueue : ILimitedQueue
{
    public bool Throttled { get; private set; }

    int ILimitedQueue.Cpu => Cpu.Index;

    bool ILimitedQueue.HasCurr => Curr != null;

    void ILimitedQueue.Resched() => Cpu.Resched();

    void ILimitedQueue.Throttle()
    {
        ChangeThrottleCount(this, 1);
        var entity = Entity;
        for (; entity is { OnRq: true }; entity = entity.Parent)
        {
            entity.Queue!.DequeueEntity(entity, sleep: true);
            entity.Queue.AddTasks(-HNrRunning);
            if (entity.Queue.Load > 0)
            {
                for (entity = entity.Parent; entity is { OnRq: true }; entity = entity.Parent)
                    entity.Queue!.AddTasks(-HNrRunning);
                break;
            }
        }

        Throttled = true;
        Cpu.CountRunning();
    }

    void ILimitedQueue.Unthrottle(int timerCpu)
    {
        Throttled = false;
        ChangeThrottleCount(this, -1);
        if (NrRunning == 0)
            return;
        var entity = Entity;
        for (; entity is { OnRq: false }; entity = entity.Parent)
        {
            entity.Queue!.EnqueueEntity(entity, EnqueueFlags.Wakeup);
            entity.Queue.AddTasks(HNrRunning);
            if (entity.Queue.Throttled)
                return;
        }

        for (; entity != null; entity = entity.Parent)
        {
            entity.Queue!.AddTasks(HNrRunning);
            if (entity.Queue.Throttled)
                return;
        }

        Cpu.Unthrottled(timerCpu);
    }

    private static void ChangeThrottleCount(CfsRunQueue queue, int change)
    {
        queue.ThrottleCount += change;
        foreach (var child in queue.Group.Task.Children)
            if (((CfsGroup)child.State).Find(queue.Cpu.Index) is { } below)
                ChangeThrottleCount(below, change);
    }
}
