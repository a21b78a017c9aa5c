namespace CloudSim.Net.Scheduling.Cfs;

/// <content>Tasks that join and leave the queues of this CPU, at every level of groups.</content>
internal sealed partial class CfsCpu
{
    public void EnqueueTask(CfsEntity entity, EnqueueFlags flags)
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
    public void CountRunning()
    {
        var now = NrRunning > 1;
        if (now)
            NeedTick();
        if (now == IsOverloaded)
            return;
        IsOverloaded = now;
        Scheduler.CountOverloaded(now ? 1 : -1);
    }

    // A task has joined: an idle CPU takes it at once, a busy one may be preempted.
    public void CheckPreemptWakeup(CfsEntity wakee)
    {
        if (Curr != null)
            WakeupPreemption.Check(this, wakee);
        else if (Root.NrRunning > 0 && Running == null)
            Schedule();
    }

    // Sends the tasks of a group away that may no longer use this CPU.
    public void Evict(TaskGroup group, CpuSet allowed)
    {
        if (allowed.Contains(Index))
            return;
        while (Tasks.FirstOf(group) is { } entity)
        {
            DequeueTask(entity, sleep: false);
            if (Curr == entity)
                Schedule();
            Scheduler.MoveToIdlest(entity, this, allowed);
        }
    }

    // A group may run again: only an idle CPU switches to it at once.
    public void Unthrottled(int timerCpu)
    {
        if (Running == null && Root.NrRunning > 0)
        {
            Scheduler.SetBusy(Index);
            if (!NeedResched)
            {
                NeedResched = true;
                resched.Set(timerCpu == Index ? TimeSpan.Zero : Scheduler.InterruptDelay());
            }
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
