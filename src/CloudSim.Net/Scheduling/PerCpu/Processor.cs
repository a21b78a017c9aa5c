using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.RealTime;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>
/// One CPU of a <see cref="PerCpuScheduler"/> (<c>rq</c>): who runs, when its work ends, and what a switch writes down. What waits, and in
/// which order, is the deriving class's.
/// </summary>
internal abstract partial class Processor : IRealTimeCpu, IVariableSpeedCpu
{
    /// <summary>The task that has the CPU, of whatever class.</summary>
    public CpuTask? Curr;

    /// <summary>The last task that got the CPU.</summary>
    public CpuTask? LastRan;

    public bool NeedResched;
    public long BusyNs, Switches;

    private readonly PerCpuScheduler scheduler;
    private readonly Alarm work, resched;

    protected Processor(PerCpuScheduler scheduler, int index)
    {
        (this.scheduler, Index) = (scheduler, index);
        work = new Alarm(scheduler.Simulation, OnWork, CpuScheduler.CompletionPriority);
        resched = new Alarm(scheduler.Simulation, OnResched, CpuScheduler.ReschedPriority);
    }

    public int Index { get; }

    public long Now => scheduler.ClockNs;

    /// <summary>Runnable tasks of the deriving class, with the running one (<c>h_nr_running</c>).</summary>
    public abstract int NrTasks { get; }

    public abstract bool WantsTick { get; }

    // On its own tick a CPU sees to a switch at the end of the tick.
    protected bool InTick { get; set; }

    // At the end of its work a task that somebody waits for keeps the CPU to the end of the instant: it may be given more.
    protected bool IsEnding { get; private set; }

    public abstract void Enqueue(CpuTask task, Arrival arrival);

    public abstract void Dequeue(CpuTask task);

    // A task has joined a CPU that is busy.
    public abstract void CheckPreempt(CpuTask task);

    // Charges the running task up to this instant.
    public abstract void Update();

    // Ends the slice: a task without work leaves the queue; the next one is picked.
    public abstract void Schedule();

    public abstract void Tick();

    public virtual void Joined(CpuTask task)
    {
        if (Curr == null)
            Schedule();
        else if (Curr.Priority == 0)
            CheckPreempt(task);
    }

    // The switch happens when all that happens at this instant has happened.
    public void Resched()
    {
        if (NeedResched)
            return;
        NeedResched = true;
        if (!InTick)
            resched.Set(TimeSpan.Zero);
    }

    protected void ReschedAfter(TimeSpan delay)
    {
        NeedResched = true;
        resched.Set(delay);
    }

    // What was asked for is being done.
    protected void WithdrawResched()
    {
        NeedResched = IsEnding = false;
        resched.Cancel();
    }

    protected void Switch(CpuTask? prev, CpuTask? next, bool voluntary)
    {
        var now = Now;
        Switches++;
        if (prev != null)
            CurrentSlice.End(prev, voluntary, now);
        scheduler.Caches?.Switch(prev, next, Index, next == LastRan);
        if (next != null)
        {
            CurrentSlice.Begin(next, now, TaskClock, next != LastRan ? scheduler.SwitchCostNs : 0);
            LastRan = next;
            if (prev == null && Thread != null)
                Awake(next);
            scheduler.Speeds?.Starts(next, Index);
        }

        if (prev == null)
            scheduler.SetBusy(Index);
        else if (next == null)
            scheduler.SetIdle(Index);
        scheduler.Switched?.Invoke(Index, prev, next);
    }

    // One alarm: at the end of the work, or when the deriving class wants it.
    protected void Arm()
    {
        if (Thread != null)
        {
            ArmThread(Thread);
            return;
        }

        if (Curr is not { } task)
        {
            work.Cancel();
            return;
        }

        if (scheduler.Speeds is { } speeds)
            SetSpeed(task, speeds);
        var left = task.TimeFor(task.NextMark - task.Consumed) + task.OverheadLeft;
        var end = AlarmFor(left > CpuTask.Forever / 2 ? long.MaxValue : task.ExecStart + left);
        if (end == long.MaxValue)
            work.Cancel();
        else
            scheduler.Set(work, end);
    }

    // When to look at the running task whose work ends then; MaxValue = not at all.
    protected virtual long AlarmFor(long end) => end;

    // Whether to look at the running task as the alarm rings: more work may have been added since it was set.
    protected virtual bool IsDue(CpuTask task) => true;

    // The alarm has rung before the end of the work.
    protected virtual void OnEarly() => Arm();

    // A task that had no work left has more of it: it has never left the CPU.
    protected virtual void GoOn(CpuTask task) => Arm();

    private void OnWork()
    {
        scheduler.CatchUp();
        var task = Curr!;
        if (!IsDue(task))
        {
            Arm();
            return;
        }

        Update();
        if (task.Consumed < task.NextMark)
            OnEarly();
        else
            Reach(task);
    }

    // The running task has done what was demanded of it up to its next mark.
    private void Reach(CpuTask task)
    {
        scheduler.WakingCpu = Index;
        var told = task.Reach();
        scheduler.WakingCpu = -1;
        if (Curr != task)
            return;
        if (task.Demanded > task.Consumed)
        {
            GoOn(task);
        }
        else if (told)
        {
            IsEnding = true;
            resched.Set(TimeSpan.Zero);
        }
        else
        {
            Schedule();
        }
    }

    private void OnResched()
    {
        scheduler.Phase.Enter(scheduler.NowNs, CpuScheduler.ReschedPriority);
        if (Thread != null && IsStolen())
        {
            waitsForSwitch = true;
            return;
        }

        if (IsEnding && Curr is { } task && task.Demanded > task.Consumed)
        {
            IsEnding = false;
            GoOn(task);
            if (!NeedResched)
                return;
        }

        if (KeepsCpu)
            Arm();
        else
            Schedule();
    }
}
