using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Services;

/// <summary>The way in and out.</summary>
public sealed partial class Service
{
    private readonly long inbound, outbound; // of the device thread, in nanoseconds
    private readonly Delay<ServiceRequest> toDevice, toWorker;
    private readonly Queue<(ServiceRequest Request, bool IsOutbound)> atDevice = new();
    private readonly Queue<(DateTime Due, ServiceRequest Request)> sent = new();
    private readonly Queue<ServiceRequest> refused = new();
    private readonly Alarm refusing, sending;
    private readonly Action passed;

    private void Receive(ServiceRequest request)
    {
        if (inbound == 0)
            Accept(request);
        else if (Guest.Device!.IsSleeping)
            toDevice.Add(request);
        else
            Pass(request, isOutbound: false);
    }

    private void Pass(ServiceRequest request, bool isOutbound)
    {
        atDevice.Enqueue((request, isOutbound));
        Guest.Device!.Execute(isOutbound ? outbound : inbound, passed);
    }

    // The device thread does its work in order, and so are those that pass it.
    private void Passed()
    {
        var (request, isOutbound) = atDevice.Dequeue();
        if (isOutbound)
            Send(request);
        else if (idle.Count > 0 && queue.Count == 0)
            toWorker.Add(request);
        else
            Accept(request);
    }

    private void Respond(ServiceRequest request)
    {
        request.Place = RequestPlace.Outbound;
        if (outbound > 0)
            Pass(request, isOutbound: true);
        else
            Send(request);
    }

    private void Send(ServiceRequest request)
    {
        if (request.IsLocal || Spec.Response == Bytes.Zero)
        {
            Answer(request);
            return;
        }
        sent.Enqueue((Guest.Host.Nic.Send(Spec.Response), request));
        if (sent.Count == 1)
            sending.SetAt(sent.Peek().Due);
    }

    private void Sent()
    {
        var (_, request) = sent.Dequeue();
        if (sent.TryPeek(out var following))
            sending.SetAt(following.Due);
        Answer(request);
    }

    private void Answer(ServiceRequest request)
    {
        Completed++;
        Leave(request);
    }

    // Within the instant, but after who sent it knows that it is sent.
    private void Refuse(ServiceRequest request, Reply reply)
    {
        (request.Place, request.Reply) = (RequestPlace.Outbound, reply);
        refused.Enqueue(request);
        refusing.Set(TimeSpan.Zero);
    }

    private void Refuse()
    {
        while (refused.TryDequeue(out var request))
            Leave(request, request.Reply);
    }
}
