namespace CloudSim.Net.Engine;

/// <summary>Some equal servers with one line before them in order of priority, then of arrival. Nobody in service is disturbed.</summary>
public class PriorityResource : Server
{
    private readonly UserSet users = new();
    private readonly Action<Event> onDispose;

    /// <summary>A resource of which nothing is in use.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="capacity">How many can use it at once; positive.</param>
    /// <exception cref="ArgumentException">The capacity is not positive.</exception>
    public PriorityResource(Simulation environment, int capacity = 1)
        : base(environment, capacity) => onDispose = DisposeCallback;

    /// <inheritdoc/>
    public override int InUse => users.Count;

    /// <summary>Requests that wait, in order.</summary>
    protected SimplePriorityQueue<Request, double> RequestQueue { get; } = new();

    /// <summary>Requests that use the resource.</summary>
    protected HashSet<Request> Users => users.View;

    private protected override int Waiting => RequestQueue.Count;

    /// <summary>Asks for the resource: wait for the request, and release or dispose of it in the end.</summary>
    /// <param name="priority">Smaller goes first.</param>
    public virtual Request Request(double priority = 1)
    {
        var request = new Request(Environment, OnRequest, onDispose);
        RequestQueue.Enqueue(request, priority);
        TriggerRequest();
        return request;
    }

    /// <summary>Gives back what a request was granted, or gives the request up.</summary>
    /// <param name="request">The request.</param>
    public virtual Release Release(Request request) => Enqueue(request);

    /// <summary>Called when a request is disposed of: releases it.</summary>
    /// <param name="event">The request.</param>
    protected void DisposeCallback(Event @event)
    {
        if (@event is Request request)
            Release(request);
    }

    /// <summary>Grants a request if there is room.</summary>
    /// <param name="request">The request; it is triggered if there is.</param>
    protected virtual void DoRequest(Request request)
    {
        if (users.Count >= Capacity)
            return;
        users.Add(request);
        Granted(request);
    }

    /// <inheritdoc/>
    protected override void DoRelease(Release release)
    {
        var request = release.Request;
        if (users.Remove(request))
            Left(request);
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
}
