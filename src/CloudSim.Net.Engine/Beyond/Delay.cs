#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>
/// Timeouts of one process, one after the other: <c>yield return delay.For(time)</c> allocates nothing as long as the last one has
/// happened.
/// One that has not, as after an interrupt or in <c>delay.For(time) | stop</c>, happens to nobody later, as any timeout does, and the next
/// one is a new event.
/// </summary>
/// <param name="sim">The simulation in which they happen.</param>
public sealed class Delay(Simulation sim)
{
    private Use use = new(sim);

    /// <summary>
    /// Schedules the next one. The event must not be kept for longer than until it has happened: the next use takes it again.
    /// </summary>
    /// <param name="delay">How long from now; not negative.</param>
    /// <param name="priority">Order among events of one time: smaller first.</param>
    /// <returns>An event to be yielded.</returns>
    /// <exception cref="ArgumentException">The delay is negative.</exception>
    public Event For(TimeSpan delay, int priority = 0)
    {
        if (use.IsPending)
            use = new Use(sim);
        use.Set(delay, priority);
        return use;
    }

    private sealed class Use(Simulation sim) : Event(sim)
    {
        public bool IsPending => IsTriggered && !IsProcessed;

        public void Set(TimeSpan delay, int priority)
        {
            Rewind();
            Environment.Schedule(delay, this, priority);
        }
    }
}
