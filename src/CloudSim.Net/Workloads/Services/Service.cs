using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Services;

/// <summary>
/// A service in a guest: requests pass the device thread, if the platform has one, wait in the accept queue for one of the worker threads,
/// are worked on in one piece or in parts between calls of other services, and leave through the device thread and the host's network
/// interface. A side that sleeps takes its time to be woken. A call from another host of the same network, and its answer, cross that
/// network (<see cref="Networking.Topologies.Fabric"/>), and are counted as in the service meanwhile. Nothing is allocated for a request,
/// but for a call or an answer that is larger than a message.
/// </summary>
/// <remarks>
/// What it holds obeys the <see cref="AreaIdentity"/> exactly, at each end of a busy period and for each window, or the run fails. It draws
/// from the guest's streams "NAME factor" and "NAME replicas".
/// </remarks>
public sealed partial class Service
{
    private readonly Simulation sim;
    private readonly AreaIdentity identity;
    private readonly List<ServiceRequest> inside = [];
    private readonly Stack<ServiceRequest> free = new();
    private readonly RandomStream factors, replicas;

    /// <summary>A service that takes requests from now on.</summary>
    /// <param name="guest">Where it runs.</param>
    /// <param name="spec">What it does.</param>
    /// <exception cref="ArgumentException">A request that passes a device thread has no packets where others do; or one takes memory and
    /// the guest does not run.</exception>
    public Service(Guest guest, ServiceSpec spec)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(spec);
        if (guest.State == GuestState.Stopped || (spec.Memory > Bytes.Zero && guest.State != GuestState.Running))
            throw new ArgumentException($"guest {guest.Number} is {guest.State}: start it first", nameof(guest));
        (Guest, Spec, sim) = (guest, spec, guest.Host.Simulation);
        identity = new AreaIdentity(sim, $"{spec.Name} of guest {guest.Number}");
        (factors, replicas) = (guest.Streams[$"{spec.Name} factor"], guest.Streams[$"{spec.Name} replicas"]);
        var demand = guest.Demand(spec.Work);
        (inbound, outbound) = (demand.Device / 2, demand.Device - demand.Device / 2);
        parts = Parts(demand with { Device = 0 }, spec.Calls);
        toDevice = new Delay<ServiceRequest>(sim, guest.Platform.Io.PacketWake, request => Pass(request, isOutbound: false));
        toWorker = new Delay<ServiceRequest>(sim, guest.Platform.Io.PacketWake, Accept);
        refusing = new Alarm(sim, Refuse);
        sending = new Alarm(sim, Sent);
        (passed, freeCall) = (Passed, calls.Push);
        guest.Stopped += End;
    }

    /// <summary>Where it runs.</summary>
    public Guest Guest { get; }

    /// <summary>What it does.</summary>
    public ServiceSpec Spec { get; }

    /// <summary>Requests that came.</summary>
    public long Arrived { get; private set; }

    /// <summary>Requests answered.</summary>
    public long Completed { get; private set; }

    /// <summary>Requests that found no room in the accept queue.</summary>
    public long Rejected { get; private set; }

    /// <summary>Requests that were dropped when their turn came.</summary>
    public long Shed { get; private set; }

    /// <summary>Requests that were begun and failed.</summary>
    public long Failed { get; private set; }

    /// <summary>Requests that were dropped because their client had gone or taken them back.</summary>
    public long Dropped { get; private set; }

    /// <summary>Requests that found no worker free, rejected ones included.</summary>
    public long Delayed { get; private set; }

    /// <summary>Requests in the service now.</summary>
    public long InSystem => identity.Number;

    /// <summary>How often it was found empty, and its account right.</summary>
    public long BusyPeriods => identity.Verified;

    /// <summary>Observes how many are in the service over a window; at its end the area identity is verified, or the run fails.</summary>
    /// <param name="warmUp">After how much time from now it begins.</param>
    /// <param name="length">How long it is.</param>
    public SojournWindow Observe(TimeSpan warmUp, TimeSpan length) =>
        identity.Observe(warmUp, length, () => inside.Select(request => request.Arrived));

    /// <summary>A request from outside the host arrives now.</summary>
    /// <param name="answered">Told once what became of it, later than this call returns.</param>
    /// <returns>For who may not wait for the answer.</returns>
    public RequestTicket Submit(Action<Reply> answered)
    {
        ArgumentNullException.ThrowIfNull(answered);
        return Submit(answered, null, from: null);
    }

    /// <summary>The same, of a client on a host, on this one or another, who is told when a worker begins.</summary>
    internal RequestTicket Submit(Action<Reply> answered, Action? begun, Host? from)
    {
        if (!free.TryPop(out var request))
            request = new ServiceRequest(this);
        Arrived++;
        (request.Arrived, request.Factor) = (sim.Now, Spec.Factor.Draw(factors));
        (request.Answered, request.Begun, request.IsLocal, request.Peer) = (answered, begun, from is not null, PeerOn(from));
        (request.IsAbandoned, request.Place, request.Index) = (false, RequestPlace.Inbound, inside.Count);
        inside.Add(request);
        identity.Enter();
        if (Guest.State == GuestState.Stopped)
            Refuse(request, new Reply(ReplyStatus.Failed, "the guest was stopped"));
        else if (request.Peer is { } peer)
            Travel(request, peer.Number, Guest.Host.Port!.Number, Spec.Request);
        else
            Receive(request);
        return new RequestTicket(request);
    }

    internal void Abandon(ServiceRequest request, bool isCancelled)
    {
        (request.Answered, request.Begun) = (null, null);
        request.IsAbandoned = isCancelled || Spec.DropsAbandoned;
        if (request is { IsAbandoned: true, Place: RequestPlace.Working, Worker: { } worker })
            GiveUpCalls(worker);
        if (!request.IsAbandoned || request.Place != RequestPlace.Waiting)
            return;
        queue.Remove(request);
        Drop(request);
    }

    private void Drop(ServiceRequest request)
    {
        Dropped++;
        Leave(request);
    }

    // It leaves, and who asked is told: he may ask again at once.
    private void Leave(ServiceRequest request, Reply reply = default)
    {
        var answered = request.Answered;
        identity.Leave(request.Arrived);
        var last = inside[^1];
        (inside[request.Index], last.Index) = (last, request.Index);
        inside.RemoveAt(inside.Count - 1);
        (request.Place, request.Answered, request.Begun, request.Worker) = (RequestPlace.Free, null, null, null);
        request.Generation++;
        free.Push(request);
        answered?.Invoke(reply);
    }

    // The guest ends, and all that is in it. Connections are reset.
    private void End()
    {
        toDevice.Clear();
        toWorker.Clear();
        sending.Cancel();
        refusing.Cancel();
        refused.Clear();
        atDevice.Clear();
        sent.Clear();
        foreach (var worker in workers)
        {
            worker.Delay.Cancel();
            worker.Thread.Exit();
        }
        while (queue.Count > 0)
            queue.Dequeue();
        foreach (var request in inside.ToList())
        {
            request.Delivery?.Cancel();
            Failed++;
            Leave(request, new Reply(ReplyStatus.Failed, "the guest was stopped"));
        }
    }
}
