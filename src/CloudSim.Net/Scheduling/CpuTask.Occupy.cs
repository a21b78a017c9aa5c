namespace CloudSim.Net.Scheduling;

/// <content>A task that is runnable until it is released: the thread of a virtual CPU, a waiter that spins.</content>
public sealed partial class CpuTask
{
    private long occupiedUntil; // work consumed at which Marked is to be called

    /// <summary>Whether it was occupied and not released since: it has work without end.</summary>
    public bool IsOccupied { get; private set; }

    /// <summary>Called when a task that is occupied has consumed as much as <see cref="OccupyUntil"/> said, while it has the CPU.</summary>
    internal Action? Marked { get; set; }

    /// <summary>Whether it executes code of its kernel, for who asks whether a virtual CPU was preempted there.</summary>
    internal bool InKernel { get; set; }

    /// <summary>Whether it lost its CPU while it had work, and has not had one since.</summary>
    internal bool WasPreempted { get; set; }

    /// <summary>How it spins, once it has: who makes it spin knows.</summary>
    internal object? Spin { get; set; }

    /// <summary>The call that it makes to other CPUs, once it has made one.</summary>
    internal object? RemoteCall { get; set; }

    /// <summary>The locks that it holds or waits for: it gives them up when it exits.</summary>
    internal List<IHeldLock>? Locks { get; set; }

    /// <summary>How often preemption was switched off for it: meanwhile its scheduler leaves it the CPU (<c>preempt_count</c>).</summary>
    internal int PreemptCount { get; private set; }

    /// <summary>
    /// Makes it runnable until <see cref="Release"/>: it burns CPU time without work of its own, as a loop that waits does. A second call
    /// changes nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">It has exited, or has work that was demanded of it.</exception>
    public void Occupy()
    {
        if (IsOccupied)
            return;
        MustLive();
        if (Remaining > 0)
            throw new InvalidOperationException($"task {Name} has work: it is occupied when that is done");
        OccupyUntil(Consumed + Forever);
    }

    /// <summary>Ends <see cref="Occupy"/>: it sleeps, unless more is demanded at once. Without it nothing happens.</summary>
    public void Release()
    {
        if (!IsOccupied)
            return;
        IsOccupied = false;
        if (HasExited)
            return;
        if (!IsStopped)
            Scheduler.Suspend(this);
        withheld = 0;
    }

    /// <summary>Occupies it, and says at which <see cref="CpuTime"/> to call <see cref="Marked"/>; at once if that has passed.</summary>
    internal void OccupyUntil(long consumed)
    {
        if (HasExited)
            return;
        Scheduler.CatchUp();
        occupiedUntil = consumed;
        if (IsStopped)
        {
            withheld = Forever;
            IsOccupied = true;
        }
        else if (!IsOccupied)
        {
            IsOccupied = true;
            Demanded = checked(Consumed + Forever);
            NextMark = Math.Clamp(consumed, Consumed, Demanded);
            if (Status == TaskState.Sleeping)
                Scheduler.Wake(this);
            else if (!InDone)
                Scheduler.Retime(this);
        }
        else
        {
            NextMark = Math.Clamp(consumed, Consumed, Demanded);
            if (!InDone)
                Scheduler.Retime(this);
        }
    }

    /// <summary>Its scheduler leaves it the CPU until <see cref="EnablePreemption"/> (<c>preempt_disable</c>); calls nest.</summary>
    internal void DisablePreemption() => PreemptCount++;

    /// <summary>Ends <see cref="DisablePreemption"/>: a switch, or a freeze, that was wanted meanwhile happens now.</summary>
    internal void EnablePreemption()
    {
        if (--PreemptCount > 0)
            return;
        if (Group.IsFrozen)
            Freeze();
        if (Status == TaskState.Running)
            Scheduler.Preemptible(this);
    }

    /// <summary>
    /// Another task takes over what was demanded of this one and who waits for it; this one is asleep then. The other one is new.
    /// </summary>
    internal void HandOver(CpuTask to)
    {
        // What is frozen is withheld already.
        if (!IsStopped)
            Scheduler.Suspend(this);
        var (left, done) = (withheld, Done);
        (withheld, Done) = (0, null);
        NextMark = Demanded = Consumed;
        to.Done = done;
        while (!marks.IsEmpty)
        {
            var mark = marks.Mark;
            var waiter = marks.Dequeue();
            if (mark > Consumed)
                to.marks.Enqueue(mark - Consumed, waiter);
            else if (waiter is Event happens)
                happens.Succeed();
            else
                CallSoon((Action)waiter);
        }

        if (!to.marks.IsEmpty)
            to.NextMark = to.marks.Mark;
        if (left > 0)
            to.Take(left);
    }

    private void Take(long work)
    {
        if (IsStopped)
            withheld = work;
        else
            (Demanded, NextMark) = (work, marks.IsEmpty ? work : NextMark);
        if (Demanded > 0)
            Scheduler.Wake(this);
    }

    // What it waits for has come: whoever occupied it decides what it does next.
    private void ReachOccupied()
    {
        if (Consumed < occupiedUntil)
        {
            NextMark = Math.Min(occupiedUntil, Demanded);
            return;
        }

        occupiedUntil = NextMark = Demanded;
        if (Marked == null)
            return;
        InDone = true;
        Marked();
        InDone = false;
    }
}
