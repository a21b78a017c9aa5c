using CloudSim.Net.Datacenter;
using CloudSim.Net.Networking.Topologies;
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

    // Where a client's host is on the network, if that is another host on the same one.
    private FabricPort? PeerOn(Host? from) =>
        from?.Port is { } theirs && Guest.Host.Port is { } own && theirs.Fabric == own.Fabric && theirs != own ? theirs : null;

    private void Travel(ServiceRequest request, int from, int to, Bytes size)
    {
        request.Delivery ??= DeliveryOf(request);
        request.Delivery.Send(request.Peer!.Fabric, from, to, size);
    }

    private Delivery DeliveryOf(ServiceRequest request) => new(sim, () => Arrive(request));

    private void Arrive(ServiceRequest request)
    {
        if (request.Place == RequestPlace.Inbound)
            Receive(request);
        else if (request.Reply.Status == ReplyStatus.Ok)
            Answer(request);
        else
            Leave(request, request.Reply);
    }

    private void TravelBack(ServiceRequest request, Bytes size) =>
        Travel(request, Guest.Host.Port!.Number, request.Peer!.Number, size);

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
        request.Reply = default;
        if (request.Peer is not null)
        {
            TravelBack(request, Spec.Response);
            return;
        }
        if (request.IsLocal || Spec.Response == Bytes.Zero)
        {
            Answer(request);
            return;
        }
        var left = Guest.Host.Port is { } port ? port.Leave(Spec.Response) : Guest.Host.Nic.Send(Spec.Response);
        if (left is not { } time)
        {
            Failed++;
            Refuse(request, new Reply(ReplyStatus.Failed, "the host's network cable is down"));
            return;
        }
        sent.Enqueue((time, request));
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
            if (request.Peer is null || Guest.State == GuestState.Stopped)
                Leave(request, request.Reply);
            else
                TravelBack(request, Bytes.Zero);
    }
}
