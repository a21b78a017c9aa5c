using CloudSim.Net.Networking.Topologies;

namespace CloudSim.Net.Workloads.Services;

/// <summary>Where a request is.</summary>
internal enum RequestPlace
{
    Free,
    Inbound,
    Waiting,
    Working,
    Outbound,
}

/// <summary>A request in a service. It is used again: who keeps one keeps its generation too.</summary>
internal sealed class ServiceRequest(Service service)
{
    public Service Service { get; } = service;
    public RequestPlace Place;
    public Worker? Worker;
    public int Generation, Index;
    public DateTime Arrived, Queued;
    public double Factor;
    public bool IsLocal, IsAbandoned, HasMemory;

    /// <summary>Who asks on another host of the same network.</summary>
    public FabricPort? Peer;

    /// <summary>Its way there and back; made when it is first needed.</summary>
    public Delivery? Delivery;

    public Action<Reply>? Answered;
    public Action? Begun;
    public Reply Reply;
    public ServiceRequest? Previous, Next;
}
