using System.Collections.Specialized;

namespace CloudSim.Net.Engine;

/// <summary>An event that depends on other events. It fails as soon as one of them fails, and stops listening once it is decided.</summary>
public abstract partial class Condition : Event
{
    private readonly List<Event> events;
    private List<Event> fired;
    private int firedCount;

    /// <summary>Listens to these events.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="events">Events of the same simulation; those already processed count.</param>
    /// <exception cref="ArgumentException">An event belongs to another simulation.</exception>
    protected Condition(Simulation environment, params Event[] events)
        : this(environment, new List<Event>(events))
    {
    }

    /// <summary>Listens to these events.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="events">Events of the same simulation; those already processed count.</param>
    /// <exception cref="ArgumentException">An event belongs to another simulation.</exception>
    protected Condition(Simulation environment, IEnumerable<Event> events)
        : this(environment, new List<Event>(events))
    {
    }

    private Condition(Simulation environment, List<Event> events)
        : base(environment)
    {
        this.events = events;
        isPlain = GetType().Assembly == typeof(Condition).Assembly;
        foreach (var member in events)
        {
            if (member.Environment != environment)
                throw new ArgumentException("The events of a condition must belong to its simulation.");
            isPlain &= member is not Condition { isPlain: false };
        }
        foreach (var member in events)
        {
            if (member.IsProcessed)
                Check(member);
            else if (IsTriggered)
                Leave(member);
            else
                member.AddWaiter(this);
        }
        if (IsAlive && Evaluate())
            Succeed();
    }

    /// <summary>
    /// The events that had happened when the condition was processed, in the condition's order, with their values; null on failure.
    /// </summary>
    public new OrderedDictionary Value
    {
        get => base.Value as OrderedDictionary;
        set => base.Value = value;
    }

    /// <summary>The events of the condition.</summary>
    protected List<Event> Events => events;

    /// <summary>The events that happened while it was undecided, in the order in which they happened.</summary>
    protected List<Event> FiredEvents => fired ??= [];

    internal int FiredCount => firedCount;

    /// <summary>Takes note of an event, and triggers the condition if that decides it.</summary>
    /// <param name="event">One of the events, processed or being processed.</param>
    /// <exception cref="InvalidOperationException">The event failed after the condition had been decided.</exception>
    protected void Check(Event @event)
    {
        if (!IsAlive)
        {
            if (!@event.IsOk)
                throw new InvalidOperationException(
                    $"An event failed after its condition had been decided, so nobody handles it: {@event.Value}");
            return;
        }
        if (!Decides(@event))
            return;
        if (@event.IsOk)
            Succeed();
        else
            Fail(@event.Value);
        StopListening();
    }

    /// <summary>Whether the events that happened decide the condition.</summary>
    protected abstract bool Evaluate();

    internal void OnMember(Event @event) => Check(@event);

    /// <summary>Takes note of an event that has happened.</summary>
    private bool Decides(Event happened)
    {
        FiredEvents.Add(happened);
        firedCount++;
        return !happened.IsOk || Evaluate();
    }

    private void StopListening()
    {
        if (firedCount == events.Count)
            return;
        foreach (var member in events)
        {
            if (member.IsProcessed)
                continue;
            member.RemoveWaiter(this);
            Leave(member);
        }
    }

    private static void Leave(Event member)
    {
        member.RequireSuccess();
        (member as Condition)?.SleepIfIdle(requireSuccess: true);
    }
}
