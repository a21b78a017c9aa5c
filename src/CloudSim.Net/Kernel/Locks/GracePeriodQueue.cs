namespace CloudSim.Net.Kernel.Locks;

/// <summary>
/// Who must be sure that no reader holds what it removes waits for a grace period that begins after its call. One serves all who wait
/// for it; who comes while one runs waits for the next (<c>synchronize_rcu</c>, <c>synchronize_srcu</c>).
/// </summary>
/// <param name="simulation">The simulation.</param>
/// <param name="length">Length of a grace period; its argument is whether the domain was idle before.</param>
public sealed class GracePeriodQueue(Simulation simulation, Func<bool, TimeSpan> length)
{
    private Event? running, next;

    /// <summary>Grace periods so far.</summary>
    public long Count { get; private set; }

    /// <summary>Whether one runs now.</summary>
    public bool IsRunning => running is not null;

    /// <summary>Succeeds at the end of a grace period that begins now or later.</summary>
    public Event Synchronize() => running is null ? Begin(new Event(simulation), wasIdle: true) : next ??= new Event(simulation);

    private Event Begin(Event end, bool wasIdle)
    {
        Count++;
        running = end;
        new Alarm(simulation, End).Set(length(wasIdle));
        return end;
    }

    private void End()
    {
        var ended = running!;
        running = null;
        if (next is { } waited)
        {
            next = null;
            Begin(waited, wasIdle: false);
        }
        ended.Succeed();
    }
}
