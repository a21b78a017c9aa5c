namespace CloudSim.Net.Engine;

/// <summary>
/// Some equal servers that a worthier request may take away from who uses them; the one who loses is interrupted with a
/// <see cref="Preempted"/> as cause.
/// </summary>
public class PreemptiveResource : Server
{
    private readonly PreemptiveUsers users = new();
    private readonly Action<Event> onDispose;

    /// <summary>A resource of which nothing is in use.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="capacity">How many can use it at once; positive.</param>
    /// <exception cref="ArgumentException">The capacity is not positive.</exception>
    public PreemptiveResource(Simulation environment, int capacity = 1)
        : base(environment, capacity) => onDispose = DisposeCallback;

    /// <inheritdoc/>
    public override int InUse => users.Count;

    /// <summary>Requests that wait, in order.</summary>
    protected SimplePriorityQueue<PreemptiveRequest> RequestQueue { get; } = new();

    /// <summary>Requests that use the resource.</summary>
    protected HashSet<PreemptiveRequest> Users => users.View;

    /// <summary>Told how long each request had been granted that lost the resource, in default steps.</summary>
    public ISampleMonitor InterruptTime { get; set; }

    private protected override int Waiting => RequestQueue.Count;

    /// <summary>Asks for the resource: wait for the request, and release or dispose of it in the end.</summary>
    /// <param name="priority">Smaller goes first.</param>
    /// <param name="preempt">Whether it may take the resource away from a lesser request.</param>
    public virtual PreemptiveRequest Request(double priority = 1, bool preempt = false)
    {
        var request = new PreemptiveRequest(Environment, OnRequest, onDispose, priority, preempt);
        RequestQueue.Enqueue(request);
        TriggerRequest();
        return request;
    }

    /// <summary>Gives back what a request was granted, or gives the request up.</summary>
    /// <param name="request">The request.</param>
    public virtual Release Release(PreemptiveRequest request) => Enqueue(request);

    /// <summary>Called when a request is disposed of: releases it.</summary>
    /// <param name="event">The request.</param>
    protected void DisposeCallback(Event @event)
    {
        if (@event is PreemptiveRequest request)
            Release(request);
    }

    /// <summary>Grants a request if there is room, or if it may take a place away.</summary>
    /// <param name="request">The request; it is triggered if so.</param>
    protected virtual void DoRequest(PreemptiveRequest request)
    {
        if (users.Count >= Capacity && request.Preempt && users.Worst is var worst && worst.CompareTo(request) > 0)
            TakeFrom(worst, request);
        if (users.Count >= Capacity)
            return;
        users.Add(request);
        request.GrantedAt = Environment.Now;
        Granted(request);
    }

    /// <inheritdoc/>
    protected override void DoRelease(Release release)
    {
        var request = (PreemptiveRequest)release.Request;
        if (users.Remove(request) || request.HasLost)
        {
            request.HasLost = false;
            Left(request);
        }
        else if (request.IsAlive && RequestQueue.TryRemove(request))
            BrokenOff(request);
        release.Succeed();
    }

    /// <inheritdoc/>
    protected override void TriggerRequest(Event @event = null)
    {
        while (RequestQueue.TryFirst(out var first))
        {
            DoRequest(first);
            if (!first.IsTriggered)
                break;
            RequestQueue.Dequeue();
            TriggerWhenEmpty();
            TriggerWhenChange();
        }
        UpdateMonitors();
    }

    private void TakeFrom(PreemptiveRequest loser, PreemptiveRequest winner)
    {
        users.Remove(loser);
        loser.IsPreempted = loser.HasLost = true;
        InterruptTime?.Add(Environment.ToDouble(Environment.Now - loser.GrantedAt));
        if (loser.Owner is { IsAlive: true } owner && owner != Environment.ActiveProcess)
            owner.Interrupt(new Preempted(winner.Owner, loser.GrantedAt));
    }
}
