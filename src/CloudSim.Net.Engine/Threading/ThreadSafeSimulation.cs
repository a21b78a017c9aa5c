namespace CloudSim.Net.Engine;

/// <summary>
/// A simulation into which other threads may schedule events and start processes while it runs. The callbacks and processes themselves
/// all run on the thread that runs the simulation.
/// </summary>
public partial class ThreadSafeSimulation : Simulation
{
    /// <summary>Held while the queue is used.</summary>
    protected object _locker = new();

    internal override object Gate => _locker;

    /// <inheritdoc/>
    public override DateTime Peek()
    {
        lock (_locker)
            return base.Peek();
    }

    /// <inheritdoc/>
    public override double PeekD()
    {
        lock (_locker)
            return base.PeekD();
    }

    /// <inheritdoc/>
    public override object Run(Event stopEvent = null) => base.Run(stopEvent);

    /// <summary>Runs for a while on another thread.</summary>
    /// <param name="duration">How long from now; positive.</param>
    /// <returns>A task that ends with the run.</returns>
    public Task<object> RunAsync(TimeSpan duration) => Task.Run(() => Run(duration));

    /// <summary>Runs until a time on another thread.</summary>
    /// <param name="until">Later than now.</param>
    /// <returns>A task that ends with the run.</returns>
    public Task<object> RunAsync(DateTime until) => Task.Run(() => Run(until));

    /// <summary>Runs until an event has been processed, or until nothing is left to happen, on another thread.</summary>
    /// <param name="stopEvent">The event; null runs to the end.</param>
    /// <returns>A task that ends with the run and brings the event's value.</returns>
    public Task<object> RunAsync(Event stopEvent = null) => Task.Run(() => Run(stopEvent));

    /// <inheritdoc/>
    public override void Schedule(Event @event, int priority = 0)
    {
        lock (_locker)
            base.Schedule(@event, priority);
    }

    /// <inheritdoc/>
    public override void Schedule(TimeSpan delay, Event @event, int priority = 0)
    {
        lock (_locker)
            base.Schedule(delay, @event, priority);
    }

    /// <summary>
    /// Processes the next event. The queue is locked only while the event is taken out of it and the clock put to its time.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing is scheduled.</exception>
    public override void Step() => base.Step();

    internal override void AddLive(Process process)
    {
        lock (_locker)
            base.AddLive(process);
    }

    internal override void RemoveLive(Process process)
    {
        lock (_locker)
            base.RemoveLive(process);
    }

    private protected override bool TryTake(out long time, out object item, out bool tracked)
    {
        lock (_locker)
            return base.TryTake(out time, out item, out tracked);
    }

    private protected override bool HasNext()
    {
        lock (_locker)
            return base.HasNext();
    }
}
