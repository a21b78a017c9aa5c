namespace CloudSim.Net.Workloads.Services;

/// <summary>A request that was sent, for who may not wait for its answer.</summary>
public readonly struct RequestTicket
{
    private readonly ServiceRequest? request;
    private readonly int generation;

    internal RequestTicket(ServiceRequest request) => (this.request, generation) = (request, request.Generation);

    /// <summary>
    /// The client goes: it is not told any more. What becomes of the work says <see cref="ServiceSpec.DropsAbandoned"/>. Nothing happens
    /// if the request has left the service.
    /// </summary>
    public void Abandon() => Leave(isCancelled: false);

    /// <summary>The client takes the request back: as if the service noticed that it goes.</summary>
    public void Cancel() => Leave(isCancelled: true);

    private void Leave(bool isCancelled)
    {
        if (request is not null && request.Generation == generation)
            request.Service.Abandon(request, isCancelled);
    }
}
