namespace CloudSim.Net.Engine;

/// <summary>The wish to take an item out of a store; it happens when one is there, and brings it as its value.</summary>
public class StoreGet : Event
{
    private readonly Action<Event> callback;

    /// <summary>A wish that a store will grant.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="callback">Called when it has been granted, before those who wait.</param>
    public StoreGet(Simulation environment, Action<Event> callback)
        : base(environment)
    {
        this.callback = callback;
        Time = environment.Now;
        Owner = environment.ActiveProcess;
    }

    /// <summary>When it was made.</summary>
    public DateTime Time { get; private set; }

    /// <summary>The process that made it.</summary>
    public Process Owner { get; set; }

    /// <inheritdoc/>
    public override void Process() => ProcessAfter(callback);
}
