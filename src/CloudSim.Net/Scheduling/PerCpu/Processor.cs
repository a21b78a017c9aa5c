using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.RealTime;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>
/// One CPU of a <see cref="PerCpuScheduler"/>: who runs, when its work ends, and what a switch writes down. What waits, and in which order,
/// is the deriving class's.
/// </summary>
internal abstract partial class Processor : IRealTimeCpu, IVariableSpeedCpu
{
    public CpuTask? Curr;
    public bool NeedResched;
    public long BusyNs, Switches;

    private readonly PerCpuScheduler scheduler;
    private readonly Alarm work, resched;
    private CpuTask? lastRan;

    // At the end of its work a task that somebody waits for keeps the CPU to the end of the instant: it may be given more.
    private bool ending;

    protected Processor(PerCpuScheduler scheduler, int index)
    {
        (this.scheduler, Index) = (scheduler, index);
        work = new Alarm(scheduler.Simulation, OnWork, PerCpuScheduler.CompletionPriority);
        resched = new Alarm(scheduler.Simulation, OnResched, PerCpuScheduler.ReschedPriority);
    }

    public int Index { get; }

    public long Now => scheduler.NowNs;

    /// <summary>Runnable tasks of the deriving class, with the running one.</summary>
    public int NrTasks { get; protected set; }

    public abstract bool WantsTick { get; }

    // When the slice of the running task is over although it has work left and no tick asks for it.
    protected virtual long SliceEnd => long.MaxValue;

    public abstract void Enqueue(CpuTask task, Arrival arrival);

    public abstract void Dequeue(CpuTask task);

    // A task has joined a CPU that is busy.
    public abstract void CheckPreempt(CpuTask task);

    // The next task; the given one, if any, runs and has work left.
    protected abstract CpuTask? PickNext(CpuTask? running);

    protected abstract void Ran(CpuTask task, long delta);

    protected abstract void OnTick();

    public void Joined(CpuTask task)
    {
        if (Curr == null)
            Schedule();
        else if (Curr.Priority == 0)
            CheckPreempt(task);
    }

    // Charges the running task up to this instant.
    public void Update()
    {
        if (Curr is not { } task)
            return;
        var now = Now;
        var delta = now - task.ExecStart;
        if (delta <= 0)
            return;
        var charged = CurrentSlice.Charge(task, now, delta);
        BusyNs += charged;
        if (task.Priority == 0)
            Ran(task, delta);
        else
            RealTimeRan(charged, delta);
    }

    public void Tick()
    {
        Update();
        if (Curr != null && NrRunning > 1)
            Curr.OverheadLeft += scheduler.TickCostNs;
        if (Curr is { Priority: > 0 })
            scheduler.RealTime!.Tick(RealTime!);
        else
            OnTick();
        if (ending)
            return;
        if (NeedResched)
            Schedule();
        else
            Arm();
    }

    // The switch happens when all that happens at this instant has happened.
    public void Resched()
    {
        if (NeedResched)
            return;
        NeedResched = true;
        resched.Set(TimeSpan.Zero);
    }

    // Ends the slice: a task without work, or one that must go, leaves the queue; the next one is picked.
    public void Schedule(bool expel)
    {
        if (NeedResched || ending)
            resched.Cancel();
        ending = false;
        Update();
        NeedResched = true; // charging may ask for what is being done
        var prev = Curr;
        var voluntary = false;
        if (prev is { Priority: 0 } && (expel || prev.Demanded == prev.Consumed))
        {
            Dequeue(prev);
            voluntary = prev.Demanded == prev.Consumed;
            if (voluntary)
                prev.Status = TaskState.Sleeping;
            if (voluntary && prev.Exiting)
                scheduler.Forget(prev);
        }

        var next = PickRealTime(ref voluntary);
        if (next == null)
            next = PickNext(voluntary || expel || prev is { Priority: > 0 } ? null : prev);
        else
            PutPrevious();
        NeedResched = false;
        resched.Cancel();
        Curr = next;
        if (next != prev)
            Switch(prev, next, voluntary);
        if (NeedsTick)
            scheduler.StartTick();
        Arm();
        if (RealTime is { NrRunning: > 1 })
            scheduler.RealTime!.Push(RealTime);
    }

    private void Switch(CpuTask? prev, CpuTask? next, bool voluntary)
    {
        var now = Now;
        Switches++;
        if (prev != null)
            CurrentSlice.End(prev, voluntary, now);
        if (next != null)
        {
            CurrentSlice.Begin(next, now, next != lastRan ? scheduler.SwitchCostNs : 0);
            lastRan = next;
            scheduler.Speeds?.Starts(next, Index);
        }

        if (prev == null)
            scheduler.SetBusy(Index);
        else if (next == null)
            scheduler.SetIdle(Index);
        scheduler.Switched?.Invoke(Index, prev, next);
    }

    private void Arm()
    {
        if (Curr is not { } task)
        {
            work.Cancel();
            return;
        }

        if (scheduler.Speeds is { } speeds)
            SetSpeed(task, speeds);
        var left = task.TimeFor(task.NextMark - task.Consumed) + task.OverheadLeft;
        var end = left > CpuTask.Forever / 2 ? SliceEnd : Math.Min(task.ExecStart + left, SliceEnd);
        if (end == long.MaxValue)
            work.Cancel();
        else
            scheduler.Set(work, end);
    }

    private void OnWork()
    {
        var task = Curr!;
        Update();
        if (task.Consumed < task.NextMark)
        {
            // What else falls on this instant, as a hand-out of credits, comes before the switch (Xen's timer softirq before its schedule
            // softirq).
            if (Now >= SliceEnd)
                Resched();
            else
                Arm();
            return;
        }

        scheduler.WakingCpu = Index;
        var told = task.Reach();
        scheduler.WakingCpu = -1;
        if (Curr != task)
            return;
        if (task.Demanded > task.Consumed)
            Arm();
        else if (told)
            End();
        else
            Schedule();
    }

    private void End()
    {
        ending = true;
        resched.Set(TimeSpan.Zero);
    }

    private void OnResched()
    {
        if (ending && !NeedResched && Curr is { } task && task.Demanded > task.Consumed)
        {
            ending = false;
            Arm();
            return;
        }

        NeedResched = false;
        Schedule();
    }
}
