namespace CloudSim.Net.Workloads.Services;

/// <summary>Requests that wait, first in first out; one in the midst can leave.</summary>
internal sealed class RequestQueue
{
    private ServiceRequest? first, last;

    public int Count { get; private set; }

    public void Enqueue(ServiceRequest request)
    {
        (request.Previous, request.Next) = (last, null);
        if (last is null)
            first = request;
        else
            last.Next = request;
        last = request;
        Count++;
    }

    public ServiceRequest Dequeue()
    {
        var request = first!;
        Remove(request);
        return request;
    }

    public void Remove(ServiceRequest request)
    {
        if (request.Previous is null)
            first = request.Next;
        else
            request.Previous.Next = request.Next;
        if (request.Next is null)
            last = request.Previous;
        else
            request.Next.Previous = request.Previous;
        (request.Previous, request.Next) = (null, null);
        Count--;
    }
}
