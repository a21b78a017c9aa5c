namespace CloudSim.Net.Engine;

/// <summary>What resources and stores share: their simulation, and events for when their state changes.</summary>
public abstract class Facility
{
    private List<Event> whenAny;
    private List<Event> whenFull;
    private List<Event> whenEmpty;
    private List<Event> whenChange;

    private protected Facility(Simulation environment) => Environment = environment;

    /// <summary>The simulation in which it stands.</summary>
    protected Simulation Environment { get; private set; }

    /// <summary>Events of <see cref="WhenAny"/> that have not happened.</summary>
    protected List<Event> WhenAnyQueue => whenAny ??= [];

    /// <summary>Events of <see cref="WhenFull"/> that have not happened.</summary>
    protected List<Event> WhenFullQueue => whenFull ??= [];

    /// <summary>Events of <see cref="WhenEmpty"/> that have not happened.</summary>
    protected List<Event> WhenEmptyQueue => whenEmpty ??= [];

    /// <summary>Events of <see cref="WhenChange"/> that have not happened.</summary>
    protected List<Event> WhenChangeQueue => whenChange ??= [];

    private protected abstract bool HasAny { get; }

    private protected abstract bool IsFull { get; }

    private protected abstract bool IsEmpty { get; }

    /// <summary>An event that happens when something is there to be taken: now, if it is.</summary>
    public virtual Event WhenAny() => Await(WhenAnyQueue, TriggerWhenAny);

    /// <summary>An event that happens when everything is there: now, if it is.</summary>
    public virtual Event WhenFull() => Await(WhenFullQueue, TriggerWhenFull);

    /// <summary>An event that happens when nothing is there: now, if so.</summary>
    public virtual Event WhenEmpty() => Await(WhenEmptyQueue, TriggerWhenEmpty);

    /// <summary>An event that happens at the next change.</summary>
    public virtual Event WhenChange() => Await(WhenChangeQueue, null);

    /// <summary>Triggers the events of <see cref="WhenAny"/> if something is there.</summary>
    protected virtual void TriggerWhenAny()
    {
        if (whenAny is { Count: > 0 } && HasAny)
            TriggerAll(whenAny);
    }

    /// <summary>Triggers the events of <see cref="WhenFull"/> if everything is there.</summary>
    protected virtual void TriggerWhenFull()
    {
        if (whenFull is { Count: > 0 } && IsFull)
            TriggerAll(whenFull);
    }

    /// <summary>Triggers the events of <see cref="WhenEmpty"/> if nothing is there.</summary>
    protected virtual void TriggerWhenEmpty()
    {
        if (whenEmpty is { Count: > 0 } && IsEmpty)
            TriggerAll(whenEmpty);
    }

    /// <summary>Triggers the events of <see cref="WhenChange"/>.</summary>
    protected virtual void TriggerWhenChange()
    {
        if (whenChange is { Count: > 0 })
            TriggerAll(whenChange);
    }

    private protected Event Await(List<Event> queue, Action trigger)
    {
        var awaited = new Event(Environment);
        queue.Add(awaited);
        trigger?.Invoke();
        return awaited;
    }

    private protected static void TriggerAll(List<Event> queue)
    {
        foreach (var awaited in queue)
            if (!awaited.IsTriggered)
                awaited.Succeed();
        queue.Clear();
    }
}
