using System.Runtime.CompilerServices;
using CloudSim.Net.Scheduling.LoadTracking;
using CloudSim.Net.Scheduling.PerCpu;
using CloudSim.Net.Scheduling.RealTime;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// One CPU under CFS: the entities that wait, and which of them runs. While a real-time task runs, no fair entity does here.
/// </summary>
internal sealed partial class CfsCpu : Processor
{
    public readonly CfsScheduler Scheduler;
    public readonly Rules Rules;
    public readonly CfsRunQueue Root;
    public readonly RecentTasks Tasks = new();
    public CfsEntity? CurrEntity;
    public bool Ticking;
    public Utilization Utilization;
    public LoadAverage Runnable;

    public CfsCpu(CfsScheduler scheduler, int index, CfsGroup root)
        : base(scheduler, index)
    {
        (Scheduler, Rules) = (scheduler, scheduler.Rules);
        Root = root.On(this);
    }

    public override int NrTasks => Root.HNrRunning;

    // idle_cpu: nobody runs, nor is about to.
    public bool IsIdle => Curr == null && Root.NrRunning == 0;

    public bool IsOverloaded { get; private set; }

    /// <summary>Whether all tasks here are SCHED_IDLE or in idle groups (<c>sched_idle_cpu</c>).</summary>
    public bool IsSchedIdle
    {
        get
        {
            if (Root.HNrRunning == 0 || RealTime is { NrRunning: > 0 })
                return false;
            for (var entity = Tasks.First; entity != null; entity = Tasks.After(entity))
                if (!entity.IsWithinIdle && entity.Queue!.ThrottleCount == 0)
                    return false;
            return true;
        }
    }

    // runnable_avg: how many tasks want the CPU, averaged; 1024 = one all the time.
    public double RunnableAt(long now) => Runnable.Update(now, (long)Root.HNrRunning << 10);

    // Also ahead of time: by then others may run in the place of the one that runs now.
    public double UtilizationAt(long now) => Utilization.Update(now,
        BusyNs + (Curr is { } task ? Math.Max(0, TaskClockAt(now) - task.ExecStart) : 0));

    public override void Update()
    {
        Scheduler.Disturb();
        if (CurrEntity is { } entity)
            entity.Queue!.UpdateCurr();
        else if (Curr is { Priority: > 0 } task)
            ChargeRealTime(task);
    }

    // __schedule: blocks a task without work, picks the next one, counts the switch.
    public override void Schedule()
    {
        Scheduler.Disturb();
        WithdrawResched();
        var prev = CurrEntity;
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
            ScheduleBesideRealTime(prev, voluntary, RealTime);
        else
            GiveTo(PickNextFair(prev)?.Task, voluntary);
    }

    protected override long AlarmFor(long end)
    {
        if (!Ticking && WantsTick)
            NeedTick();
        return Ticking && end > Scheduler.NextTick ? long.MaxValue : end;
    }

    // Unless it may no longer use this CPU.
    protected override void GoOn(CpuTask task)
    {
        if (CurrEntity != null && task.PreemptCount == 0 && ((CfsGroup)task.Group.State).Allowed is { } allowed && !allowed.Contains(Index))
            Evict(task.Group, allowed);
        else
            Arm();
    }

    private void GiveTo(CpuTask? next, bool voluntary)
    {
        var prev = Curr;
        Curr = next;
        if (next != prev)
        {
            if (CurrEntity != null)
                Tasks.MoveFirst(CurrEntity);
            Switch(prev, next, voluntary);
        }
        else if (next == null)
        {
            Scheduler.IdleCpus.Add(Index);
        }

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
        return CurrEntity = next;
    }

    private void ScheduleBesideRealTime(CfsEntity? prev, bool voluntary, RtQueue queue)
    {
        if (queue.Curr != null)
            Update();
        var on = queue.Curr == null && queue.NrRunning == 0 ? null : Scheduler.RealTime!.PickNext(queue, ref voluntary);
        if (on == null)
        {
            on = PickNextFair(prev)?.Task;
        }
        else if (prev != null)
        {
            PickNextTask.PutPrevTask(prev);
            CurrEntity = null;
        }

        GiveTo(on, voluntary);
        if (queue.NrRunning > 1)
            Scheduler.RealTime!.Push(queue);
    }
}
