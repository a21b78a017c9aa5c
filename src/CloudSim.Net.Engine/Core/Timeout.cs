namespace CloudSim.Net.Engine;

/// <summary>An event that happens after a delay; it is triggered from the start.</summary>
public sealed class Timeout : Event
{
    /// <summary>Schedules the event.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="delay">How long from now; not negative.</param>
    /// <param name="value">What it brings.</param>
    /// <param name="isOk">Whether it happens as a success.</param>
    /// <param name="priority">Order among events of one time: smaller first.</param>
    /// <exception cref="ArgumentException">The delay is negative, or leads beyond <see cref="DateTime.MaxValue"/>.</exception>
    public Timeout(Simulation environment, TimeSpan delay, object value = null, bool isOk = true, int priority = 0)
        : base(environment)
    {
        state = isOk ? State.Ok | State.Triggered : State.Triggered;
        if (value != null)
            Value = value;
        environment.Schedule(delay, this, priority);
    }
}
