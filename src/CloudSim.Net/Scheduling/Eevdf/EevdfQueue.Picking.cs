namespace CloudSim.Net.Scheduling.Eevdf;

/// <content>Who runs next, and for how long it is left alone.</content>
internal sealed partial class EevdfQueue
{
    // pick_next_entity
    public EevdfEntity PickNext() => rules.PickBuddy && Next is { } buddy && IsEligible(buddy) ? buddy : Pick();

    // pick_eevdf: the eligible entity that is due first; the running one while its request is not served.
    public EevdfEntity Pick()
    {
        var running = Curr is { OnRq: true } ? Curr : null;
        if (Count == 1)
            return running ?? Waiting[0];
        var curr = running != null && IsEligible(running) ? running : null;
        if (curr != null && rules.RunToParity && curr.DeadlineAtPick == curr.Deadline)
            return curr;
        for (var i = 0; i < Waiting.Count; i++)
            if (IsEligible(Waiting[i]))
                return curr == null || curr.Deadline >= Waiting[i].Deadline ? Waiting[i] : curr;
        return curr ?? running ?? Waiting[0];
    }

    // check_preempt_wakeup_fair, at the level where the two meet: would the one that woke be picked? A shorter request may end the
    // protection of the running one.
    public bool Preempts(EevdfEntity wakee, EevdfEntity curr)
    {
        UpdateCurr();
        if (rules.PreemptShort && wakee.Slice < curr.Slice && curr.DeadlineAtPick == curr.Deadline && IsEligible(wakee)
            && (wakee.Deadline < curr.Deadline || !IsEligible(curr)))
            curr.DeadlineAtPick = curr.Deadline + 1;
        return Pick() == wakee;
    }

    public void SetNext(EevdfEntity entity)
    {
        ClearBuddies(entity);
        if (entity.OnRq)
        {
            Waiting.Remove(entity);
            entity.DeadlineAtPick = entity.Deadline;
        }

        entity.ExecStart = Cpu.TaskClock;
        Curr = entity;
    }

    public void PutPrev(EevdfEntity entity)
    {
        if (entity.OnRq)
            UpdateCurr();
        Bandwidth?.CheckRuntime();
        if (entity.OnRq)
            Waiting.Insert(entity);
        Curr = null;
    }

    public static void SetNextBuddy(EevdfEntity entity)
    {
        for (var level = entity; level is { OnRq: true, IsIdle: false }; level = level.Parent)
            level.Queue!.Next = level;
    }

    public static void ClearBuddies(EevdfEntity entity)
    {
        for (var level = entity; level != null && level.Queue!.Next == level; level = level.Parent)
            level.Queue!.Next = null;
    }

    // did_preempt_short: it lost its protection to a shorter request, and has had its share.
    private bool DidPreemptShort(EevdfEntity curr) => rules.PreemptShort && curr.DeadlineAtPick != curr.Deadline && !IsEligible(curr);
}
