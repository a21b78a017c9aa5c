#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>
/// The alarm for a build on the Sim# package, which cannot take a timeout back: what was set before stays in the queue and is ignored
/// when its time comes.
/// </summary>
public sealed class Alarm
{
    private readonly Simulation simulation;
    private readonly Action ring;
    private readonly int priority;
    private Event? pending;
    private DateTime time;

    /// <summary>An alarm that is not set.</summary>
    /// <param name="sim">The simulation whose clock counts.</param>
    /// <param name="ring">Called when the time has come; it may set the alarm again.</param>
    /// <param name="priority">Order among events of one time: smaller first; among equals the order of setting counts.</param>
    public Alarm(Simulation sim, Action ring, int priority = 0)
    {
        simulation = sim;
        this.ring = ring;
        this.priority = priority;
    }

    /// <summary>Whether it is going to ring.</summary>
    public bool IsSet => pending is not null;

    /// <summary>When it is going to ring.</summary>
    /// <exception cref="InvalidOperationException">It is not set.</exception>
    public DateTime Time => IsSet ? time : throw new InvalidOperationException("The alarm is not set.");

    /// <summary>Sets the alarm, or moves it if it is set.</summary>
    /// <param name="time">When to ring; not in the past.</param>
    /// <exception cref="ArgumentException">The time is in the past.</exception>
    public void SetAt(DateTime time)
    {
        if (time < simulation.Now)
            throw new ArgumentException($"An alarm cannot ring in the past ({time:O}, now {simulation.Now:O}).", nameof(time));
        this.time = time;
        pending = simulation.Timeout(time - simulation.Now, priority);
        pending.AddCallback(Fire);
    }

    /// <summary>Sets the alarm, or moves it if it is set.</summary>
    /// <param name="delay">How long from now; not negative.</param>
    /// <exception cref="ArgumentException">The delay is negative.</exception>
    public void Set(TimeSpan delay) => SetAt(simulation.Now + delay);

    /// <summary>Takes it back; nothing happens if it is not set.</summary>
    public void Cancel() => pending = null;

    private void Fire(Event happened)
    {
        if (happened != pending)
            return;
        pending = null;
        ring();
    }
}
