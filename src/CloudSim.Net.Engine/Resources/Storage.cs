namespace CloudSim.Net.Engine;

/// <summary>
/// What stores share: capacity, puts and the monitors of their use. A store without items is empty; at its capacity it is full.
/// </summary>
public abstract class Storage : Facility
{
    private protected readonly Action<Event> OnPut;
    private protected readonly Action<Event> OnGet;
    private List<Event> whenNew;

    private protected Storage(Simulation environment, int capacity)
        : base(environment)
    {
        if (capacity <= 0)
            throw new ArgumentException($"A capacity must be positive ({capacity}).", nameof(capacity));
        Capacity = capacity;
        OnPut = TriggerGet;
        OnGet = TriggerPut;
    }

    /// <summary>How many items fit.</summary>
    public int Capacity { get; protected set; }

    /// <summary>How many items are there.</summary>
    public abstract int Count { get; }

    /// <summary>Puts that wait for room, in order.</summary>
    protected Queue<StorePut> PutQueue { get; } = new();

    /// <summary>Events of <see cref="WhenNew"/> that have not happened.</summary>
    protected List<Event> WhenNewQueue => whenNew ??= [];

    /// <summary>Told the share of the capacity in use, 0 to 1.</summary>
    public ITimeSeriesMonitor Utilization { get; set; }

    /// <summary>Told how many items are there or wait to be put, and how many gets wait: Sim#'s sum.</summary>
    public ITimeSeriesMonitor WIP { get; set; }

    /// <summary>Told how long each item was there, in default steps.</summary>
    public ISampleMonitor LeadTime { get; set; }

    /// <summary>Told how many puts wait.</summary>
    public ITimeSeriesMonitor PutQueueLength { get; set; }

    /// <summary>Told how long each put waited, in default steps.</summary>
    public ISampleMonitor PutWaitingTime { get; set; }

    /// <summary>Told how many gets wait.</summary>
    public ITimeSeriesMonitor GetQueueLength { get; set; }

    /// <summary>Told how long each get waited, in default steps.</summary>
    public ISampleMonitor GetWaitingTime { get; set; }

    private protected override bool HasAny => Count > 0;

    private protected override bool IsFull => Count == Capacity;

    private protected override bool IsEmpty => Count == 0;

    private protected abstract int GetsWaiting { get; }

    /// <summary>An event that happens when the next item is put.</summary>
    public virtual Event WhenNew() => Await(WhenNewQueue, null);

    /// <summary>Triggers the events of <see cref="WhenNew"/>.</summary>
    protected virtual void TriggerWhenNew()
    {
        if (whenNew is { Count: > 0 })
            TriggerAll(whenNew);
    }

    /// <summary>Puts an item in if there is room.</summary>
    /// <param name="put">The put; it is triggered if there is.</param>
    protected abstract void DoPut(StorePut put);

    /// <summary>Serves the gets that can be served, in order.</summary>
    /// <param name="event">The event that made it possible, if any.</param>
    protected abstract void TriggerGet(Event @event = null);

    /// <summary>Serves the puts that there is room for, in order.</summary>
    /// <param name="event">The event that made it possible, if any.</param>
    protected virtual void TriggerPut(Event @event = null)
    {
        while (PutQueue.TryPeek(out var put))
        {
            DoPut(put);
            if (!put.IsTriggered)
                break;
            PutQueue.Dequeue();
            TriggerWhenNew();
            TriggerWhenAny();
            TriggerWhenFull();
            TriggerWhenChange();
        }
        UpdateMonitors();
    }

    private protected StorePut Enqueue(StorePut put)
    {
        PutQueue.Enqueue(put);
        TriggerPut();
        return put;
    }

    private protected StoreItem Admit(object item) => new() { Item = item, AdmissionDate = Environment.Now };

    private protected void Stored(StorePut put)
    {
        PutWaitingTime?.Add(Environment.ToDouble(Environment.Now - put.Time));
        put.Succeed();
    }

    private protected void Taken(StoreGet get, StoreItem item)
    {
        LeadTime?.Add(Environment.ToDouble(Environment.Now - item.AdmissionDate));
        GetWaitingTime?.Add(Environment.ToDouble(Environment.Now - get.Time));
        get.Succeed(item.Item);
    }

    private protected void CheckInitial(int items)
    {
        if (items > Capacity)
            throw new ArgumentException($"There are more items at the start ({items}) than fit ({Capacity}).", nameof(items));
    }

    private protected void UpdateMonitors()
    {
        Utilization?.UpdateTo(Count / (double)Capacity);
        WIP?.UpdateTo(Count + PutQueue.Count + GetsWaiting);
        PutQueueLength?.UpdateTo(PutQueue.Count);
        GetQueueLength?.UpdateTo(GetsWaiting);
    }
}
