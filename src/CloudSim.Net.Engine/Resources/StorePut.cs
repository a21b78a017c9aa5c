namespace CloudSim.Net.Engine;

/// <summary>The wish to put an item into a store; it happens when there is room.</summary>
public class StorePut : Event
{
    private readonly Action<Event> callback;

    /// <summary>A wish that a store will grant.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="callback">Called when it has been granted, before those who wait.</param>
    /// <param name="value">The item.</param>
    public StorePut(Simulation environment, Action<Event> callback, object value)
        : base(environment)
    {
        this.callback = callback;
        Value = value;
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
