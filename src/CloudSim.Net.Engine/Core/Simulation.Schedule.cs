namespace CloudSim.Net.Engine;

/// <summary>Putting events into the queue.</summary>
public partial class Simulation
{
    /// <summary>What will happen, in order.</summary>
    protected EventQueue ScheduleQ;

    internal EventQueue Queue => ScheduleQ;

    /// <summary>Something was set other than by scheduling: who waits for the next event may have to look again.</summary>
    internal virtual void QueueChanged()
    {
    }

    /// <summary>Starts a process now.</summary>
    /// <param name="generator">The method's events.</param>
    /// <param name="priority">Order of the first step among events of this instant: smaller first.</param>
    public Process Process(IEnumerable<Event> generator, int priority = 0) => new(this, generator, priority);

    /// <summary>An event that happens after a delay.</summary>
    /// <param name="delay">How long from now; not negative.</param>
    /// <param name="priority">Order among events of one time: smaller first.</param>
    public Timeout Timeout(TimeSpan delay, int priority = 0) => new(this, delay, null, true, priority);

    /// <summary>An event that happens after a delay.</summary>
    /// <param name="delay">How long from now in default steps; not negative.</param>
    /// <param name="priority">Order among events of one time: smaller first.</param>
    public Timeout TimeoutD(double delay, int priority = 0) => new(this, ToTimeSpan(delay), null, true, priority);

    /// <summary>Puts an event into the queue for now. It is for events that are triggered already.</summary>
    /// <param name="event">The event.</param>
    /// <param name="priority">Order among events of this instant: smaller first.</param>
    public virtual void Schedule(Event @event, int priority = 0)
    {
        if (plain)
            ScheduleQ.Push(now.Ticks, priority, @event);
        else
            DoSchedule(Now, @event, priority);
    }

    /// <summary>Puts an event into the queue. It is for events that are triggered already.</summary>
    /// <param name="delay">How long from now; not negative.</param>
    /// <param name="event">The event.</param>
    /// <param name="priority">Order among events of one time: smaller first.</param>
    /// <exception cref="ArgumentException">The delay is negative, or leads beyond <see cref="DateTime.MaxValue"/>.</exception>
    public virtual void Schedule(TimeSpan delay, Event @event, int priority = 0)
    {
        if (delay.Ticks < 0)
            throw new ArgumentException($"A delay cannot be negative ({delay}).", nameof(delay));
        if (delay.Ticks > DateTime.MaxValue.Ticks - now.Ticks)
            throw new ArgumentOutOfRangeException(nameof(delay), $"A delay cannot lead beyond the year 9999 ({delay}).");
        if (plain)
            ScheduleQ.Push(now.Ticks + delay.Ticks, priority, @event);
        else
            DoSchedule(Now + delay, @event, priority);
    }

    /// <summary>Puts an event into the queue. It is for events that are triggered already.</summary>
    /// <param name="delay">How long from now in default steps; not negative.</param>
    /// <param name="event">The event.</param>
    public virtual void ScheduleD(double delay, Event @event) => Schedule(ToTimeSpan(delay), @event);

    /// <summary>Puts an event into the queue: in derived classes all scheduling comes through here.</summary>
    /// <param name="date">When it happens.</param>
    /// <param name="event">The event.</param>
    /// <param name="priority">Order among events of one time: smaller first.</param>
    /// <returns>The place in the queue.</returns>
    protected virtual EventQueueNode DoSchedule(DateTime date, Event @event, int priority = 0) =>
        ScheduleQ.Enqueue(date, @event, priority);
}
