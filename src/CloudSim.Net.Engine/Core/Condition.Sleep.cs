namespace CloudSim.Net.Engine;

/// <summary>
/// Sleep. In <c>timeout | (stop &amp; other)</c> the inner condition is of no use to anybody once the timeout has decided; if it went on
/// listening, a loop would leave one of them at the other events each time. So an undecided condition that nobody listens to any more stops
/// listening itself, and catches up as soon as somebody looks at it.
/// </summary>
public abstract partial class Condition
{
    /// <summary>Sleeps, and so do conditions that only it listens to, unless somebody else listens.</summary>
    /// <param name="requireSuccess">Whether a failure of what it listened to is nobody's to handle.</param>
    internal void SleepIfIdle(bool requireSuccess)
    {
        var idle = new Stack<Condition>();
        idle.Push(this);
        while (idle.TryPop(out var condition))
        {
            if ((condition.state & (State.Triggered | State.Processed | State.Asleep)) != 0 || condition.HasWaiters)
                continue;
            foreach (var member in condition.events)
            {
                if (member.HasBeenProcessed)
                    continue;
                member.RemoveWaiter(condition);
                if (requireSuccess)
                    member.RequireSuccess();
                if (member is Condition inner)
                    idle.Push(inner);
            }
            condition.state |= State.Asleep;
        }
    }

    /// <summary>Catches up, after the conditions that it listens to have.</summary>
    internal void WakeUp()
    {
        var asleep = new List<Condition> { this };
        var seen = new HashSet<Condition>(asleep);
        for (int i = 0; i < asleep.Count; i++)
            foreach (var member in asleep[i].events)
                if (member is Condition inner && (inner.state & State.Asleep) != 0 && seen.Add(inner))
                    asleep.Add(inner);
        for (int i = asleep.Count - 1; i >= 0; i--)
            asleep[i].CatchUp();
    }

    private void CatchUp()
    {
        if ((state & State.Asleep) == 0)
            return;
        state &= ~State.Asleep;
        foreach (var member in events)
            (member as Condition)?.CatchUp();
        var known = new HashSet<Event>(FiredEvents);
        foreach (var happened in events.Where(e => e.HasBeenProcessed && !known.Contains(e)).OrderBy(e => e.ProcessedAt))
        {
            if (!Decides(happened))
                continue;
            // It is decided since then, and nobody was there to be told.
            state |= happened.IsOk ? State.Ok | State.Triggered | State.Processed : State.Triggered | State.Processed;
            StampProcessed(happened.ProcessedAt);
            if (happened.IsOk)
                CollectValues(this);
            else
                base.Value = happened.Value;
            return;
        }
        foreach (var member in events)
            if (!member.HasBeenProcessed)
                member.AddWaiter(this);
    }
}
