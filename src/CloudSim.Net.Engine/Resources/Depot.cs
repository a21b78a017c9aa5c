namespace CloudSim.Net.Engine;

/// <summary>What stores share whose gets take whatever comes next.</summary>
public abstract class Depot : Storage
{
    private protected Depot(Simulation environment, int capacity)
        : base(environment, capacity)
    {
    }

    /// <summary>Gets that wait for an item, in order.</summary>
    protected Queue<StoreGet> GetQueue { get; } = new();

    private protected override int GetsWaiting => GetQueue.Count;

    /// <summary>Takes an item: the value of the event.</summary>
    public virtual StoreGet Get()
    {
        var get = new StoreGet(Environment, OnGet);
        GetQueue.Enqueue(get);
        TriggerGet();
        return get;
    }

    /// <summary>Takes the next item out if there is one.</summary>
    /// <param name="get">The get; it is triggered if there is.</param>
    protected abstract void DoGet(StoreGet get);

    /// <inheritdoc/>
    protected override void TriggerGet(Event @event = null)
    {
        while (GetQueue.TryPeek(out var get))
        {
            DoGet(get);
            if (!get.IsTriggered)
                break;
            GetQueue.Dequeue();
            TriggerWhenEmpty();
            TriggerWhenChange();
        }
        UpdateMonitors();
    }
}
