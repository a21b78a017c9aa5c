using CloudSim.Net.Scheduling.LoadTracking;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>A CPU that charges the running task before it picks the next one, out of one queue of the deriving class.</summary>
internal abstract class QueueProcessor(PerCpuScheduler scheduler, int index) : Processor(scheduler, index)
{
    private readonly PerCpuScheduler scheduler = scheduler;
    private Utilization all;

    /// <inheritdoc/>
    public override int NrTasks => Count;

    /// <summary>Whether a task of the deriving class waits.</summary>
    public bool HasWaiting => NrTasks > (Curr is { Priority: 0 } ? 1 : 0);

    protected int Count { get; set; }

    public double UtilizationAt(long now) => all.Update(now, BusyNs + (Curr?.TimeSince(TaskClockAt(now)) ?? 0));

    // The next task; the given one, if any, runs and has work left.
    protected abstract CpuTask? PickNext(CpuTask? running);

    protected abstract void Ran(CpuTask task, long delta);

    protected abstract void OnTick();

    // The running task has no work left.
    protected virtual void Block(CpuTask task) => Dequeue(task);

    // The running task gives way to a higher class but still has work.
    protected virtual void PutPrevious()
    {
    }

    public override void Update()
    {
        if (Curr is not { } task)
            return;
        if (task.Priority > 0)
        {
            ChargeRealTime(task);
            return;
        }

        var now = TaskClock;
        var delta = now - task.ExecStart;
        if (delta <= 0)
            return;
        BusyNs += CurrentSlice.Charge(task, now, delta);
        Ran(task, delta);
    }

    public override void Tick()
    {
        Update();
        CountTick();
        if (Curr != null && NrRunning > 1)
            Curr.OverheadLeft += scheduler.TickCostNs;
        if (Curr is { Priority: > 0 })
            scheduler.RealTime!.Tick(RealTime!);
        else
            OnTick();
        if (IsEnding)
            return;
        if (NeedResched && !KeepsCpu)
            Schedule();
        else
            Arm();
    }

    public override void Schedule() => Schedule(expel: false);

    // A task that must go leaves the queue as one without work does.
    public void Schedule(bool expel)
    {
        WithdrawResched();
        NeedResched = true; // charging may ask for what is being done
        Update();
        var prev = Curr;
        var voluntary = false;
        if (prev is { Priority: 0 } && (expel || prev.Demanded == prev.Consumed))
        {
            if (expel)
                Dequeue(prev);
            else
                Block(prev);
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
        Curr = next;
        if (next != prev)
            Switch(prev, next, voluntary);
        if (WantsTick || Curr is { Priority: > 0 })
            scheduler.StartTick(Index);
        Arm();
        if (RealTime is { NrRunning: > 1 })
            scheduler.RealTime!.Push(RealTime);
    }

    private CpuTask? PickRealTime(ref bool voluntary) =>
        RealTime == null || (RealTime.Curr == null && RealTime.NrRunning == 0) ? null
            : scheduler.RealTime!.PickNext(RealTime, ref voluntary);
}
