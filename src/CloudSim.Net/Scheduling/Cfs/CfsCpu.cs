namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>One CPU (<c>rq</c>): who runs, what waits, and the switches between them.</summary>
internal sealed class CfsCpu
{
    public readonly CfsScheduler Scheduler;
    public readonly Rules Rules;
    public readonly int Index;
    public readonly CfsRunQueue Root;
    public readonly RecentTasks Tasks = new();
    public CfsEntity? Curr;
    public bool NeedResched, Ticking;
    public long BusyNs, Switches;
    public Utilization Utilization;
    public CfsEntity? LastRan;

    private readonly Alarm completion, resched;
    private bool inTick;

    public CfsCpu(CfsScheduler scheduler, int index, CfsGroup root)
    {
        (Scheduler, Rules, Index) = (scheduler, scheduler.Rules, index);
        completion = new Alarm(scheduler.Simulation, OnCompletion, CfsScheduler.CompletionPriority);
        resched = new Alarm(scheduler.Simulation, OnResched, CfsScheduler.ReschedPriority);
        Root = root.On(this);
    }

    public long Now => Scheduler.TickTime >= 0 ? Scheduler.TickTime : Scheduler.NowNs;

    // idle_cpu: nobody runs, nor is about to.
    public bool IsIdle => Curr == null && Root.NrRunning == 0;

    public double UtilizationAt(long now) => Utilization.Update(now, BusyNs + TaskTurn.Uncharged(Curr?.Task, now));

    public bool IsOverloaded { get; private set; }

    public void EnqueueTask(CfsEntity entity, EnqueueFlags flags)
    {
        var level = entity;
        for (; level is { OnRq: false }; level = level.Parent)
        {
            level.Queue!.EnqueueEntity(level, flags);
            level.Queue.HNrRunning++;
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
            queue.HNrRunning--;
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
        var now = Root.HNrRunning > 1;
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
        else if (Root.NrRunning > 0)
            Schedule();
    }

    // The switch happens when all that happens at this instant has happened; on its own tick a CPU sees to it at the end.
    public void Resched()
    {
        if (NeedResched)
            return;
        NeedResched = true;
        if (!inTick)
            resched.Set(TimeSpan.Zero);
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
        if (Curr == null && Root.NrRunning > 0)
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

    public void Tick()
    {
        if (Curr == null)
            return;
        inTick = true;
        if (Rules.TickCost > 0)
            Curr.Task!.OverheadLeft += Rules.TickCost;
        for (var level = Curr; level != null; level = level.Parent)
            level.Queue!.EntityTick(level);
    }

    public void AfterTick()
    {
        inTick = false;
        if (NeedResched)
            Schedule();
        else if (Curr != null)
            Arm();
    }

    public bool WantsTick => Curr != null && (Root.HNrRunning > 1 || IsLimited(Curr));

    // __schedule: blocks a task without work, picks the next one, counts the switch.
    public void Schedule()
    {
        if (NeedResched)
        {
            NeedResched = false;
            resched.Cancel();
        }

        var prev = Curr;
        var voluntary = false;
        if (prev is { OnRq: true, Task: { } task } && task.Demanded == task.Consumed)
        {
            DequeueTask(prev, sleep: true);
            task.Status = TaskState.Sleeping;
            voluntary = true;
            if (task.Exiting)
                Scheduler.Forget(task);
        }

        var next = PickNextTask.From(Root, prev);
        if (next == null && Scheduler.NewIdleBalance(this))
            next = PickNextTask.From(Root, prev);
        if (next == null && prev != null)
            PickNextTask.PutPrevTask(prev);
        Curr = next;
        if (next != prev)
            Switch(prev, next, voluntary);
        else if (next == null)
            Scheduler.SetIdle(Index);
        Arm();
    }

    // The limit of a group of the running task has changed.
    public void LimitsChanged()
    {
        if (Curr != null)
            Arm();
    }

    // Rings when the running task's work is consumed, unless a tick comes first.
    private void OnCompletion()
    {
        var entity = Curr!;
        var task = entity.Task!;
        entity.Queue!.UpdateCurr();
        if (task.Consumed < task.NextMark)
        {
            Arm();
            return;
        }

        Scheduler.WakingCpu = Index;
        var told = task.Reach();
        Scheduler.WakingCpu = -1;
        if (Curr != entity)
            return;
        if (task.Demanded > task.Consumed)
            Arm();
        else if (told)
            Resched();
        else
            Schedule();
    }

    private void OnResched()
    {
        NeedResched = false;
        Schedule();
    }

    private void Switch(CfsEntity? prev, CfsEntity? next, bool voluntary)
    {
        var now = Now;
        Switches++;
        if (prev != null)
            TaskTurn.End(prev.Task!, voluntary, now);
        if (next != null)
        {
            TaskTurn.Begin(next.Task!, now, next != LastRan ? Rules.SwitchCost : 0);
            LastRan = next;
            Tasks.MoveFirst(next);
        }

        if (prev == null)
            Scheduler.SetBusy(Index);
        else if (next == null)
            Scheduler.SetIdle(Index);
        Scheduler.Switched?.Invoke(Index, prev?.Task, next?.Task);
    }

    // One alarm: at the end of the work, if that comes before the next tick.
    private void Arm()
    {
        if (Curr is not { Task: { } task })
        {
            completion.Cancel();
            return;
        }

        if (!Ticking && WantsTick)
            NeedTick();
        var left = task.NextMark - task.Consumed + task.OverheadLeft;
        if (left > CpuTask.Forever / 2 || (Ticking && task.ExecStart + left > Scheduler.NextTick))
            completion.Cancel();
        else
            Scheduler.Set(completion, task.ExecStart + left);
    }

    private void NeedTick()
    {
        Ticking = true;
        Scheduler.StartTick(Index);
    }

    // The levels that were runnable already; false if a throttled one keeps the change from the root.
    private static bool AddAbove(CfsEntity? level, int tasks)
    {
        for (; level != null; level = level.Parent)
        {
            CfsGroup.Reweight(level);
            level.Queue!.HNrRunning += tasks;
            if (level.Queue.Throttled)
                return false;
        }

        return true;
    }

    private static bool IsLimited(CfsEntity entity)
    {
        for (var level = entity; level != null; level = level.Parent)
            if (level.Queue!.Bandwidth != null)
                return true;
        return false;
    }
}
