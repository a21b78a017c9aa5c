namespace CloudSim.Net.Engine;

/// <summary>What resources share: capacity, releases and the monitors of their use.</summary>
public abstract class Server : Facility
{
    private protected readonly Action<Event> OnRequest;
    private protected readonly Action<Event> OnRelease;

    /// <summary>
    /// Whether the release being carried out is that of a user: who only gives up waiting changes nothing that hooks tell of.
    /// </summary>
    private bool hasLeft;

    private protected Server(Simulation environment, int capacity)
        : base(environment)
    {
        if (capacity <= 0)
            throw new ArgumentException($"A capacity must be positive ({capacity}).", nameof(capacity));
        Capacity = capacity;
        OnRequest = TriggerRelease;
        OnRelease = TriggerRequest;
    }

    /// <summary>How many can use it at once.</summary>
    public int Capacity { get; protected set; }

    /// <summary>How many use it.</summary>
    public abstract int InUse { get; }

    /// <summary>How many more can use it.</summary>
    public int Remaining => Capacity - InUse;

    /// <summary>Releases that have not been carried out.</summary>
    protected Queue<Release> ReleaseQueue { get; } = new();

    /// <summary>Told the share of the capacity in use, 0 to 1.</summary>
    public ITimeSeriesMonitor Utilization { get; set; }

    /// <summary>Told how many use it or wait for it.</summary>
    public ITimeSeriesMonitor WIP { get; set; }

    /// <summary>Told how many wait for it.</summary>
    public ITimeSeriesMonitor QueueLength { get; set; }

    /// <summary>Told the time from each request to its release, in default steps.</summary>
    public ISampleMonitor LeadTime { get; set; }

    /// <summary>Told the time from each request to its grant, in default steps.</summary>
    public ISampleMonitor WaitingTime { get; set; }

    /// <summary>Told how long each request had waited that was given up, in default steps.</summary>
    public ISampleMonitor BreakOffTime { get; set; }

    private protected override bool HasAny => Remaining > 0;

    private protected override bool IsFull => InUse == 0;

    private protected override bool IsEmpty => Remaining == 0;

    private protected abstract int Waiting { get; }

    /// <summary>Grants what can be granted, in order.</summary>
    /// <param name="event">The event that made it possible, if any.</param>
    protected abstract void TriggerRequest(Event @event = null);

    /// <summary>Carries out a release: the request leaves the users, or the line if it still waits.</summary>
    /// <param name="release">The release; it is triggered if it can be carried out.</param>
    protected abstract void DoRelease(Release release);

    /// <summary>Carries out the releases that stand in line.</summary>
    /// <param name="event">The event that made it possible, if any.</param>
    protected virtual void TriggerRelease(Event @event = null)
    {
        while (ReleaseQueue.TryPeek(out var release))
        {
            int inUse = InUse;
            hasLeft = false;
            DoRelease(release);
            if (!release.IsTriggered)
                break;
            ReleaseQueue.Dequeue();
            if (hasLeft || InUse != inUse)
            {
                TriggerWhenAny();
                TriggerWhenFull();
                TriggerWhenChange();
            }
            UpdateMonitors();
        }
    }

    private protected Release Enqueue(Request request)
    {
        var release = new Release(Environment, request, OnRelease);
        ReleaseQueue.Enqueue(release);
        TriggerRelease();
        return release;
    }

    private protected void Granted(Request request)
    {
        WaitingTime?.Add(Since(request));
        request.Succeed();
    }

    private protected void Left(Request request)
    {
        hasLeft = true;
        LeadTime?.Add(Since(request));
    }

    private protected void BrokenOff(Request request) => BreakOffTime?.Add(Since(request));

    private protected void UpdateMonitors()
    {
        Utilization?.UpdateTo(InUse / (double)Capacity);
        WIP?.UpdateTo(InUse + Waiting);
        QueueLength?.UpdateTo(Waiting);
    }

    private double Since(Request request) => Environment.ToDouble(Environment.Now - request.Time);
}
