namespace CloudSim.Net.Engine;

/// <summary>The wish to take an amount out of a container; it happens when there is enough.</summary>
public class ContainerGet : Event
{
    private readonly Action<Event> callback;

    /// <summary>A wish that a container will grant.</summary>
    /// <param name="environment">The simulation in which it happens.</param>
    /// <param name="callback">Called when it has been granted, before those who wait.</param>
    /// <param name="amount">How much; positive.</param>
    /// <exception cref="ArgumentException">The amount is not positive.</exception>
    public ContainerGet(Simulation environment, Action<Event> callback, double amount)
        : base(environment)
    {
        if (!(amount > 0))
            throw new ArgumentException($"An amount must be positive ({amount}).", nameof(amount));
        this.callback = callback;
        Amount = amount;
        Time = environment.Now;
        Owner = environment.ActiveProcess;
    }

    /// <summary>How much.</summary>
    public double Amount { get; protected set; }

    /// <summary>When it was made.</summary>
    public DateTime Time { get; private set; }

    /// <summary>The process that made it.</summary>
    public Process Owner { get; set; }

    /// <inheritdoc/>
    public override void Process() => ProcessAfter(callback);
}
