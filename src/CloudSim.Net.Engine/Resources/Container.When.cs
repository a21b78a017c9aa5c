namespace CloudSim.Net.Engine;

/// <summary>Events for levels, and monitors.</summary>
public partial class Container
{
    private SimplePriorityQueue<Event, double> whenAtLeast;
    private SimplePriorityQueue<Event, double> whenAtMost;
    private List<Event> whenChange;

    /// <summary>Events of <see cref="WhenAtLeast"/> that have not happened, lowest level first.</summary>
    protected SimplePriorityQueue<Event, double> WhenAtLeastQueue => whenAtLeast ??= new();

    /// <summary>Events of <see cref="WhenAtMost"/> that have not happened, highest level first.</summary>
    protected SimplePriorityQueue<Event, double> WhenAtMostQueue => whenAtMost ??= new(new ReverseComparer<double>());

    /// <summary>Events of <see cref="WhenChange"/> that have not happened.</summary>
    protected List<Event> WhenChangeQueue => whenChange ??= [];

    /// <summary>Told the share of the capacity that is filled, 0 to 1.</summary>
    public ITimeSeriesMonitor Fillrate { get; set; }

    /// <summary>Told how many puts wait.</summary>
    public ITimeSeriesMonitor PutQueueLength { get; set; }

    /// <summary>Told how long each put waited, in default steps.</summary>
    public ISampleMonitor PutWaitingTime { get; set; }

    /// <summary>Told how many gets wait.</summary>
    public ITimeSeriesMonitor GetQueueLength { get; set; }

    /// <summary>Told how long each get waited, in default steps.</summary>
    public ISampleMonitor GetWaitingTime { get; set; }

    /// <summary>An event that happens when the level is at least this: now, if it is.</summary>
    public virtual Event WhenAtLeast(double level)
    {
        var awaited = new Event(Environment);
        WhenAtLeastQueue.Enqueue(awaited, level);
        TriggerWhenAtLeast();
        return awaited;
    }

    /// <summary>An event that happens when the level is at most this: now, if it is.</summary>
    public virtual Event WhenAtMost(double level)
    {
        var awaited = new Event(Environment);
        WhenAtMostQueue.Enqueue(awaited, level);
        TriggerWhenAtMost();
        return awaited;
    }

    /// <summary>An event that happens when nothing more fits: now, if so.</summary>
    public virtual Event WhenFull() => WhenAtLeast(Capacity);

    /// <summary>An event that happens when nothing is there: now, if so.</summary>
    public virtual Event WhenEmpty() => WhenAtMost(0);

    /// <summary>An event that happens at the next change of the level.</summary>
    public virtual Event WhenChange()
    {
        var awaited = new Event(Environment);
        WhenChangeQueue.Add(awaited);
        return awaited;
    }

    /// <summary>Triggers the events of <see cref="WhenAtLeast"/> whose level is reached.</summary>
    protected virtual void TriggerWhenAtLeast()
    {
        while (whenAtLeast is { Count: > 0 } && Level >= whenAtLeast.Peek)
            whenAtLeast.Dequeue().Succeed();
    }

    /// <summary>Triggers the events of <see cref="WhenAtMost"/> whose level is reached.</summary>
    protected virtual void TriggerWhenAtMost()
    {
        while (whenAtMost is { Count: > 0 } && Level <= whenAtMost.Peek)
            whenAtMost.Dequeue().Succeed();
    }

    /// <summary>Triggers the events of <see cref="WhenChange"/>.</summary>
    protected virtual void TriggerWhenChange()
    {
        if (whenChange is not { Count: > 0 })
            return;
        foreach (var awaited in whenChange)
            awaited.Succeed();
        whenChange.Clear();
    }

    private void UpdateMonitors()
    {
        Fillrate?.UpdateTo(Level / Capacity);
        PutQueueLength?.UpdateTo(PutQueue.Count);
        GetQueueLength?.UpdateTo(GetQueue.Count);
    }
}
