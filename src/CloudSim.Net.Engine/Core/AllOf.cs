namespace CloudSim.Net.Engine;

/// <summary>A condition that happens when all of its events have happened (at once if there are none).</summary>
public class AllOf : Condition
{
    /// <summary>Listens to these events.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="events">Events of the same simulation.</param>
    public AllOf(Simulation environment, params Event[] events)
        : base(environment, events)
    {
    }

    /// <summary>Listens to these events.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="events">Events of the same simulation.</param>
    public AllOf(Simulation environment, IEnumerable<Event> events)
        : base(environment, events)
    {
    }

    /// <summary>Whether all events have happened.</summary>
    protected override bool Evaluate() => FiredCount == Events.Count;
}
