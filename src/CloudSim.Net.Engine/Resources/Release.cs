namespace CloudSim.Net.Engine;

/// <summary>
/// Giving a resource back. Who waits for the resource is served when this is processed: one event later at the same time.
/// </summary>
public sealed class Release : Event
{
    private readonly Action<Event> callback;

    /// <summary>Gives back what a request had been granted.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="request">The request.</param>
    /// <param name="callback">Called when it is processed, before those who wait.</param>
    public Release(Simulation environment, Request request, Action<Event> callback)
        : base(environment)
    {
        Request = request;
        this.callback = callback;
    }

    /// <summary>What is given back.</summary>
    public Request Request { get; private set; }

    /// <inheritdoc/>
    public override void Process() => ProcessAfter(callback);
}
