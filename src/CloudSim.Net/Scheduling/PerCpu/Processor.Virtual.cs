namespace CloudSim.Net.Scheduling.PerCpu;

/// <content>
/// A CPU that is itself a task of another scheduler: a virtual CPU, on a thread of its VMM. Its tasks advance while the thread does work;
/// an alarm is a mark on that work, so that nothing has to happen here when the thread is switched in or out.
/// </content>
internal abstract partial class Processor
{
    private Queue<Action>? interrupts;
    private bool waitsForTick, waitsForSwitch, isHalted;

    /// <summary>The thread that a virtual CPU runs on; null for a CPU of the machine.</summary>
    public CpuTask? Thread { get; private set; }

    /// <summary>How often it halted because it had nothing to run, sent an interrupt to another CPU, got one from it, and ticked.</summary>
    public long Halts, IpisSent, IpisReceived, Ticks;

    /// <summary>Exits for other reasons: pause loops, and hypercalls that wake another virtual CPU.</summary>
    public long OtherExits;

    /// <summary>
    /// The clock by which its tasks are charged (<c>rq_clock_task</c>): it stands still while another has the machine's CPU.
    /// </summary>
    public long TaskClock => Thread is { } thread ? thread.CpuTime : Now;

    /// <summary>The same for an instant ahead of time; a virtual CPU does not know that one.</summary>
    public long TaskClockAt(long now) => Thread is { } thread ? thread.CpuTime : now;

    // What runs holds a lock of the kernel: no switch until it gives it up.
    protected bool KeepsCpu => Curr is { PreemptCount: > 0 } task && task.Demanded > task.Consumed;

    public void RunOn(CpuTask thread)
    {
        Thread = thread;
        thread.Marked = OnMark;
    }

    /// <summary>A task woke here: whoever woke it on another virtual CPU sends an interrupt, if this one has to notice.</summary>
    public void JoinedBy(CpuTask task, Processor? waker, in VirtualCpuCosts costs)
    {
        var (wasIdle, wanted) = (Curr == null, NeedResched);
        Joined(task);
        if (waker == null || waker == this || (!wasIdle && (wanted || !NeedResched)))
            return;
        waker.IpisSent++;
        if (waker.Curr is { } sender)
            sender.OverheadLeft += costs.SendNs;
        if (wasIdle)
            return;
        IpisReceived++;
        if (Curr is { } interrupted)
            interrupted.OverheadLeft += costs.ReceiveNs;
    }

    /// <summary>Whether the tick must wait, as another has the machine's CPU: the interrupt stays pending until the thread runs.</summary>
    public bool PutsOffTick()
    {
        if (Thread == null)
            return false;
        // A thread that has ended takes none any more: its guest was stopped.
        return waitsForTick = !Thread.HasExited && (waitsForTick || IsStolen());
    }

    /// <summary>Whether a tick was put off and not taken yet.</summary>
    public bool WaitsForTick => waitsForTick;

    /// <summary>Whether it is executing: a virtual CPU while its thread has one, down to the machine's.</summary>
    public bool IsOnCpu => Thread is not { } thread
        || (thread.IsRunning && (thread.Scheduler is not PerCpuScheduler { IsVirtual: true } below || below.Cpu(thread.Cpu).IsOnCpu));

    /// <summary>Whether an interrupt is pending that it has not taken yet.</summary>
    public bool HasPending => waitsForTick || waitsForSwitch || interrupts is { Count: > 0 };

    /// <summary>Halts it though it has a task to run, which waits for a kick (pv_wait).</summary>
    public void HaltHere()
    {
        isHalted = true;
        Thread!.Release();
    }

    /// <summary>Ends such a halt (pv_kick).</summary>
    public void Kick()
    {
        if (!isHalted)
            return;
        isHalted = false;
        Awake(Curr!);
        ArmThread(Thread!);
    }

    /// <summary>Sends it an interrupt from another CPU: it is handled when this one next executes, on an idle one after it was
    /// woken.</summary>
    /// <param name="from">Who sends it.</param>
    /// <param name="costNs">What it costs a CPU of the machine; a virtual one has its hypervisor's price.</param>
    /// <param name="handler">What is done then.</param>
    public void Interrupt(Processor from, long costNs, Action handler)
    {
        if (Thread == null)
        {
            scheduler.CatchUp();
            Update();
            if (Curr is { } running)
                running.OverheadLeft += costNs;
            Arm();
            handler();
            return;
        }

        (interrupts ??= new()).Enqueue(handler);
        from.IpisSent++;
        if (from.Curr is { } sender)
            sender.OverheadLeft += scheduler.VirtualCosts.SendNs;
        Thread.OccupyUntil(Thread.CpuTime);
    }

    /// <summary>A switch was put off while preemption was disabled.</summary>
    public void Preemptible()
    {
        if (!NeedResched)
            return;
        NeedResched = false;
        Resched();
    }

    protected void CountTick()
    {
        if (Thread != null)
            Ticks++;
    }

    // Something is to happen here, and the thread is not on a CPU: it happens when it is, behind what that switch costs.
    private bool IsStolen()
    {
        if (Curr == null || Thread!.IsRunning)
            return false;
        Thread.OccupyUntil(Thread.CpuTime);
        return true;
    }

    // It ends its halt: the exit, and the way back in.
    private void Awake(CpuTask next)
    {
        Halts++;
        next.OverheadLeft += scheduler.VirtualCosts.HaltNs;
    }

    private void ArmThread(CpuTask thread)
    {
        if (Curr is not { } task || isHalted)
        {
            if (!HasPending)
                thread.Release();
            return;
        }

        AlarmFor(0);
        var left = task.NextMark - task.Consumed + task.OverheadLeft;
        thread.OccupyUntil(HasPending ? thread.CpuTime
            : left > CpuTask.Forever / 2 ? CpuTask.Forever : task.ExecStart + left);
    }

    private void OnMark()
    {
        if (Curr is not { } running || HasPending || IsDue(running))
            Update();
        while (interrupts is { Count: > 0 } && interrupts.TryDequeue(out var handler))
        {
            IpisReceived++;
            if (Curr is { } interrupted)
                interrupted.OverheadLeft += scheduler.VirtualCosts.ReceiveNs;
            handler();
        }

        if (waitsForTick)
        {
            waitsForTick = false;
            scheduler.TickLate(this);
        }

        if (waitsForSwitch)
        {
            waitsForSwitch = false;
            OnResched();
        }

        if (Curr is not { } task || task.Consumed < task.NextMark)
            Arm();
        else if (!IsEnding)
            Reach(task);
    }
}
