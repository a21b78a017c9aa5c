namespace CloudSim.Net.Scheduling;

/// <content>A frozen task: what it has left to do is withheld from it, so that it sleeps; the thaw gives it back.</content>
public sealed partial class CpuTask
{
    // A task stops where it would return to its program, not in the middle of what its kernel does with preemption off.
    private bool IsStopped => Group.IsFrozen && PreemptCount == 0;

    internal void Freeze()
    {
        if (!HasExited && PreemptCount == 0)
            Scheduler.Suspend(this);
    }

    internal void Thaw()
    {
        if (HasExited)
            return;
        Demanded += withheld;
        withheld = 0;
        NextMark = IsOccupied ? Math.Clamp(occupiedUntil, Consumed, Demanded) : marks.IsEmpty ? Demanded : marks.Mark;
        if (Demanded > Consumed && Status == TaskState.Sleeping)
            Scheduler.Wake(this);
    }

    // The scheduler takes away the rest of the work, all consumed so far being accounted. False if the task leaves by itself: it has no
    // work, or has reached its mark at this instant, of which it is yet to be told.
    internal bool Withhold()
    {
        withheld = Demanded - Consumed;
        Demanded = Consumed;
        if (NextMark == Consumed)
            return false;
        NextMark = Consumed;
        return true;
    }

    // A task that waited for a CPU no longer does.
    internal void Rest()
    {
        DelayTotal = RunDelay;
        Status = TaskState.Sleeping;
    }
}
