namespace CloudSim.Net.Engine;

/// <summary>
/// Some resources that differ: a request says which will do. Requests are served in order of arrival, but one that can be served does
/// not wait for one that cannot. In a large pool with many requests a filter is asked once for each pair of request and resource, so it
/// should depend on the resource alone.
/// </summary>
public class ResourcePool : Server
{
    /// <summary>The filter that lets everything pass.</summary>
    protected static readonly Func<object, bool> TrueFunc = _ => true;

    private readonly Line<ResourcePoolRequest> line = new();
    private readonly Action<Event> onDispose;
    private readonly Shelf<object> shelf = new(r => r, gap => gap);

    /// <summary>A pool of which nothing is in use.</summary>
    /// <param name="environment">The simulation in which it stands.</param>
    /// <param name="resources">The resources; at least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public ResourcePool(Simulation environment, IEnumerable<object> resources)
        : this(environment, new List<object>(resources))
    {
    }

    private ResourcePool(Simulation environment, List<object> resources)
        : base(environment, resources.Count)
    {
        foreach (var resource in resources)
            shelf.Add(resource);
        onDispose = DisposeCallback;
    }

    /// <inheritdoc/>
    public override int InUse => Capacity - shelf.Count;

    /// <summary>Requests that wait, in order.</summary>
    protected LinkedList<ResourcePoolRequest> RequestQueue => line.List;

    /// <summary>Resources that are not in use.</summary>
    protected List<object> Resources => shelf.List;

    private protected override int Waiting => line.Count;

    /// <summary>Whether a resource that will do is free.</summary>
    public virtual bool IsAvailable(Func<object, bool> filter) => shelf.Exists(filter);

    /// <summary>Asks for a resource, the value of the request; release or dispose of the request in the end.</summary>
    /// <param name="filter">Which will do; any if null.</param>
    public virtual ResourcePoolRequest Request(Func<object, bool> filter = null)
    {
        var request = new ResourcePoolRequest(Environment, OnRequest, onDispose, filter ?? TrueFunc);
        request.Node = line.Add(request);
        TriggerRequest();
        return request;
    }

    /// <summary>Gives back what a request was granted, or gives the request up.</summary>
    /// <param name="request">The request.</param>
    public virtual Release Release(Request request) => Enqueue(request);

    /// <summary>Called when a request is disposed of: releases it.</summary>
    /// <param name="event">The request.</param>
    protected virtual void DisposeCallback(Event @event)
    {
        if (@event is Request request)
            Release(request);
    }

    /// <summary>Grants a request if a resource that will do is free.</summary>
    /// <param name="request">The request; it is triggered if one is.</param>
    protected virtual void DoRequest(ResourcePoolRequest request)
    {
        if (!shelf.TryTake(request.Filter, request.Tried, out var resource))
            return;
        request.Holds = true;
        WaitingTime?.Add(Environment.ToDouble(Environment.Now - request.Time));
        request.Succeed(resource);
    }

    /// <inheritdoc/>
    protected override void DoRelease(Release release)
    {
        if (release.Request is ResourcePoolRequest { Holds: true } request)
        {
            request.Holds = false;
            shelf.Add(request.Value);
            Left(request);
        }
        else if (line.Remove(release.Request.Node, release.Request as ResourcePoolRequest))
            BrokenOff(release.Request);
        release.Succeed();
    }

    /// <inheritdoc/>
    protected override void TriggerRequest(Event @event = null)
    {
        for (var node = shelf.Begin(line.Count) ? line.List.First : line.List.Last; node != null && shelf.Count > 0;)
        {
            var next = node.Next;
            var request = node.Value;
            DoRequest(request);
            request.Tried = true;
            if (request.IsTriggered)
            {
                line.Remove(node);
                TriggerWhenEmpty();
                TriggerWhenChange();
            }
            node = next;
        }
        shelf.End();
        UpdateMonitors();
    }
}
