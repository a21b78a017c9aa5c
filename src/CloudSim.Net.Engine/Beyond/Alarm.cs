#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>
/// A timer that can be set again and cancelled any number of times: O(log n) each, without allocation, and nothing stale stays in the
/// queue. It calls a method rather than waking a process. Where the simulation is safe for several threads, so is the alarm.
/// </summary>
public sealed class Alarm
{
    private readonly Simulation simulation;
    private readonly Action ring;
    private readonly int priority;
    private int slot = -1;

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
    public bool IsSet => slot >= 0;

    /// <summary>When it is going to ring.</summary>
    /// <exception cref="InvalidOperationException">It is not set.</exception>
    public DateTime Time => IsSet
        ? new DateTime(simulation.Queue.TimeOfTracked(slot))
        : throw new InvalidOperationException("The alarm is not set.");

    /// <summary>Sets the alarm, or moves it if it is set.</summary>
    /// <param name="time">When to ring; not in the past.</param>
    /// <exception cref="ArgumentException">The time is in the past.</exception>
    public void SetAt(DateTime time)
    {
        if (simulation.Gate is not { } gate)
        {
            Check(time);
            Put(time);
            return;
        }
        lock (gate)
        {
            Check(time);
            Put(time);
            simulation.QueueChanged();
        }
    }

    /// <summary>Sets the alarm, or moves it if it is set.</summary>
    /// <param name="delay">How long from now; not negative.</param>
    /// <exception cref="ArgumentException">The delay is negative.</exception>
    public void Set(TimeSpan delay)
    {
        if (delay < TimeSpan.Zero)
            throw new ArgumentException($"An alarm cannot ring in the past ({delay} from now).", nameof(delay));
        if (simulation.Gate is not { } gate)
        {
            Put(simulation.Now + delay);
            return;
        }
        lock (gate)
        {
            Put(simulation.Now + delay);
            simulation.QueueChanged();
        }
    }

    /// <summary>Takes it back; nothing happens if it is not set.</summary>
    public void Cancel()
    {
        if (simulation.Gate is not { } gate)
        {
            TakeBack();
            return;
        }
        lock (gate)
            TakeBack();
    }

    // The clock is looked at once only: it may be one that moves by itself.
    private void Check(DateTime time)
    {
        if (simulation.Now is var now && time < now)
            throw new ArgumentException($"An alarm cannot ring in the past ({time:O}, now {now:O}).", nameof(time));
    }

    private void Put(DateTime time) => slot = simulation.Queue.SetTracked(slot, time.Ticks, priority, this);

    private void TakeBack()
    {
        if (slot < 0)
            return;
        simulation.Queue.RemoveTracked(slot);
        slot = -1;
    }

    internal void Fire() => ring();

    /// <summary>Has the processor load what is called: see <see cref="CacheAhead"/>.</summary>
    internal void LoadRing() => CacheAhead.Load(ring);

    internal void Forget() => slot = -1;

    /// <summary>The alarm as an event, for those who take entries out of the queue by hand.</summary>
    internal Event AsEvent()
    {
        var rings = new Event(simulation);
        rings.AddCallback(_ => ring());
        return rings;
    }
}
