namespace CloudSim.Net.Engine;

/// <summary>A condition that happens when the first of its events has happened (at once if there are none).</summary>
public class AnyOf : Condition
{
    /// <summary>Listens to these events.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="events">Events of the same simulation.</param>
    public AnyOf(Simulation environment, params Event[] events)
        : base(environment, events)
    {
    }

    /// <summary>Listens to these events.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="events">Events of the same simulation.</param>
    public AnyOf(Simulation environment, IEnumerable<Event> events)
        : base(environment, events)
    {
    }

    /// <summary>Whether an event has happened.</summary>
    protected override bool Evaluate() => FiredCount > 0 || Events.Count == 0;
}
