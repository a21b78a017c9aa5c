using System.Runtime.CompilerServices;
using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.LoadTracking;
using CloudSim.Net.Scheduling.RealTime;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>One CPU (<c>rq</c>): who runs, what waits, and the switches between them.</summary>
internal sealed partial class CfsCpu : IRealTimeCpu, IVariableSpeedCpu
{
    public readonly CfsScheduler Scheduler;
    public readonly Rules Rules;
    public readonly CfsRunQueue Root;
    public readonly RecentTasks Tasks = new();
    public CfsEntity? Curr;
    public bool NeedResched, Ticking;
    public long BusyNs, Switches;
    public Utilization Utilization;
    public LoadAverage Runnable;
    public CpuTask? LastRan;

    private readonly Alarm completion, resched;
    // At the end of its work a task that somebody waits for keeps the CPU to the end of the instant: it may be given more.
    private bool inTick, ending;

    public CfsCpu(CfsScheduler scheduler, int index, CfsGroup root)
    {
        (Scheduler, Rules, Index) = (scheduler, scheduler.Rules, index);
        completion = new Alarm(scheduler.Simulation, OnCompletion, CfsScheduler.CompletionPriority);
        resched = new Alarm(scheduler.Simulation, OnResched, CfsScheduler.ReschedPriority);
        Root = root.On(this);
    }

    public long Now => Scheduler.TickTime >= 0 ? Scheduler.TickTime : Scheduler.NowNs;

    public int Index { get; }

    // idle_cpu: nobody runs, nor is about to.
    public bool IsIdle => Running == null && Root.NrRunning == 0;

    // runnable_avg: how many tasks want the CPU, averaged; 1024 = one all the time.
    public double RunnableAt(long now) => Runnable.Update(now, (long)Root.HNrRunning << 10);

    // Also ahead of time: by then others may run in the place of the one that runs now.
    public double UtilizationAt(long now) => Utilization.Update(now,
        BusyNs + (Running is { } task ? Math.Max(0, now - task.ExecStart) : 0));

    public bool IsOverloaded { get; private set; }

    // The switch happens when all that happens at this instant has happened; on its own tick a CPU sees to it at the end.
    public void Resched()
    {
        if (NeedResched)
            return;
        NeedResched = true;
        if (!inTick)
            resched.Set(TimeSpan.Zero);
    }

    // __schedule: blocks a task without work, picks the next one, counts the switch.
    public void Schedule()
    {
        if (NeedResched || ending)
        {
            NeedResched = ending = false;
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

        if (RealTime != null)
        {
            ScheduleBesideRealTime(prev, voluntary, RealTime);
            return;
        }

        var next = PickNextFair(prev);
        if (next != prev)
            Switch(prev?.Task, next?.Task, voluntary);
        else if (next == null)
            Scheduler.SetIdle(Index);
        Arm();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CfsEntity? PickNextFair(CfsEntity? prev)
    {
        var next = PickNextTask.From(Root, prev);
        if (next == null && Scheduler.NewIdleBalance(this))
            next = PickNextTask.From(Root, prev);
        if (next == null && prev != null)
            PickNextTask.PutPrevTask(prev);
        Curr = next;
        return next;
    }

    // The limit of a group of the running task has changed.
    public void LimitsChanged()
    {
        if (Running != null)
            Arm();
    }

    // Rings when the running task's work is consumed, unless a tick comes first.
    private void OnCompletion()
    {
        var task = Running!;
        ChargeRunning();
        if (task.Consumed < task.NextMark)
        {
            Arm();
            return;
        }

        Scheduler.WakingCpu = Index;
        var told = task.Reach();
        Scheduler.WakingCpu = -1;
        if (Running != task)
            return;
        if (task.Demanded > task.Consumed)
        {
            GoOn(task);
        }
        else if (told)
        {
            ending = true;
            resched.Set(TimeSpan.Zero);
        }
        else
        {
            Schedule();
        }
    }

    private void OnResched()
    {
        if (ending && Running is { } task && task.Demanded > task.Consumed)
        {
            ending = false;
            GoOn(task);
            if (!NeedResched)
                return;
        }

        Schedule();
    }

    // The task was given more work when it had none: unless it may no longer use this CPU, it has never left it.
    private void GoOn(CpuTask task)
    {
        if (Curr != null && ((CfsGroup)task.Group.State).Allowed is { } allowed && !allowed.Contains(Index))
            Evict(task.Group, allowed);
        else
            Arm();
    }

    private void Switch(CpuTask? off, CpuTask? on, bool voluntary)
    {
        var now = Now;
        Switches++;
        if (off != null)
            CurrentSlice.End(off, voluntary, now);
        if (on != null)
        {
            CurrentSlice.Begin(on, now, on != LastRan ? Rules.SwitchCost : 0);
            LastRan = on;
            if (Curr != null)
                Tasks.MoveFirst(Curr);
            speeds?.Starts(on, Index);
        }

        if (off == null)
            Scheduler.SetBusy(Index);
        else if (on == null)
            Scheduler.SetIdle(Index);
        if (speeds != null && (off == null || on == null))
            Scheduler.BusyChanged(Index, busy: on != null);
        Scheduler.Switched?.Invoke(Index, off, on);
    }

    // One alarm: at the end of the work, if that comes before the next tick.
    private void Arm()
    {
        if (Running is not { } task)
        {
            completion.Cancel();
            return;
        }

        if (!Ticking && WantsTick)
            NeedTick();
        var left = (speeds == null ? task.NextMark - task.Consumed : TimeAtSpeed(task, speeds)) + task.OverheadLeft;
        if (left > CpuTask.Forever / 2 || (Ticking && task.ExecStart + left > Scheduler.NextTick))
            completion.Cancel();
        else
            Scheduler.Set(completion, task.ExecStart + left);
    }
}
