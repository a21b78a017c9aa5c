using CloudSim.Net.Datacenter;
using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Services;

/// <summary>The accept queue and the workers.</summary>
public sealed partial class Service
{
    private readonly ServiceDemand[] parts; // of a mean request's work, between its calls
    private readonly RequestQueue queue = new();
    private readonly List<Worker> workers = [];
    private readonly Stack<Worker> idle = new();
    private readonly Stack<BackendCall> calls = new();
    private readonly Action<BackendCall> freeCall;
    private DateTime lastEmpty;

    private void Accept(ServiceRequest request)
    {
        if (request.IsAbandoned)
        {
            Drop(request);
            return;
        }
        if (idle.Count == 0 && workers.Count < Spec.Workers)
        {
            var worker = new Worker(this, Guest.CreateThread($"{Spec.Name} {workers.Count}"));
            workers.Add(worker);
            idle.Push(worker);
        }
        if (idle.TryPop(out var ready))
        {
            ready.WasIdle = true;
            Start(ready, request);
            return;
        }
        Delayed++;
        if (queue.Count >= Spec.Backlog)
        {
            Rejected++;
            Refuse(request, new Reply(ReplyStatus.Rejected));
            return;
        }
        if (queue.Count == 0)
            lastEmpty = sim.Now;
        (request.Place, request.Queued) = (RequestPlace.Waiting, sim.Now);
        queue.Enqueue(request);
    }

    private void Start(Worker worker, ServiceRequest request)
    {
        (request.Place, worker.Request, worker.Part, worker.Failure) = (RequestPlace.Working, request, 0, null);
        request.Worker = worker;
        request.Begun?.Invoke();
        if (Spec.Memory == Bytes.Zero)
        {
            Begin(worker);
            return;
        }
        var charge = Guest.Allocate(Spec.Memory);
        if (Guest.State == GuestState.Stopped)
            return;
        request.HasMemory = charge.Charged;
        worker.Failure = charge.Charged ? null : charge.Reason;
        if (charge.SwappedOut > Bytes.Zero)
            AwaitSwap(worker, charge.SwappedOut);
        else if (charge.Delay > TimeSpan.Zero || !charge.Charged)
            worker.Delay.Set(charge.Delay);
        else
            Begin(worker);
    }

    // Of its own, for what it allocates.
    private void AwaitSwap(Worker worker, Bytes size) => Guest.Host.Disk.Transfer(size).AddCallback(_ => Begin(worker));

    /// <summary>The next part of the work begins.</summary>
    internal void Begin(Worker worker)
    {
        if (worker.Request is not { } request || Guest.State == GuestState.Stopped)
            return;
        if (worker.Failure is not null)
        {
            Finish(worker);
            return;
        }
        var demand = parts[worker.Part] * request.Factor;
        if (worker.WasIdle)
            demand = demand with { Cpu = demand.Cpu + Guest.HaltNs };
        worker.WasIdle = false;
        Guest.Execute(demand, worker.Step, worker.Thread);
    }

    /// <summary>A part of the work has ended.</summary>
    internal void Worked(Worker worker)
    {
        if (worker.Part == Spec.Calls.Count || worker.Request!.IsAbandoned)
        {
            Finish(worker);
            return;
        }
        var to = Spec.Calls[worker.Part++].To;
        worker.Pending = to.Count;
        worker.Calls.Clear();
        for (var i = 0; i < to.Count; i++)
        {
            if (!calls.TryPop(out var call))
                call = new BackendCall(sim, freeCall);
            worker.Calls.Add(call);
            call.Begin(to[i], replicas, Guest.Host, worker.Called, worker);
        }
    }

    // Nobody waits for the request any longer: neither does it for those that it has asked, and they are told.
    private void GiveUpCalls(Worker worker)
    {
        if (worker.Pending == 0)
            return;
        foreach (var call in worker.Calls)
            if (call.Asker == worker)
                call.Abandon();
        worker.Pending = 0;
        Continue(worker);
    }

    /// <summary>All calls have ended.</summary>
    internal void Continue(Worker worker)
    {
        if (worker.Request is null || Guest.State == GuestState.Stopped)
            return;
        worker.WasIdle = worker.Thread.IsSleeping;
        if (worker.Failure is not null || worker.Request.IsAbandoned)
            Finish(worker);
        else
            Begin(worker);
    }

    // The worker takes the next one before the answer leaves.
    private void Finish(Worker worker)
    {
        var (request, failure) = (worker.Request!, worker.Failure);
        worker.Request = null;
        if (request.HasMemory)
            Guest.Free(Spec.Memory);
        request.HasMemory = false;
        Next(worker);
        if (Guest.State == GuestState.Stopped)
            return;
        if (failure is not null)
        {
            Failed++;
            Refuse(request, new Reply(ReplyStatus.Failed, failure));
        }
        else if (request.IsAbandoned)
            Drop(request);
        else
            Respond(request);
    }

    private void Next(Worker worker)
    {
        while (queue.Count > 0)
        {
            var limit = Spec.Shedding is not { } shedding ? TimeSpan.MaxValue
                : sim.Now - lastEmpty > shedding.Interval ? shedding.Target : shedding.Interval;
            var request = queue.Dequeue();
            if (queue.Count == 0)
                lastEmpty = sim.Now;
            if (sim.Now - request.Queued <= limit)
            {
                Start(worker, request);
                return;
            }
            Shed++;
            Refuse(request, new Reply(ReplyStatus.Shed));
        }
        idle.Push(worker);
    }

    private static ServiceDemand[] Parts(ServiceDemand all, IReadOnlyList<Call> calls) =>
        [.. Enumerable.Range(0, calls.Count + 1).Select(i =>
            all * ((i == calls.Count ? 1 : calls[i].After) - (i == 0 ? 0 : calls[i - 1].After)))];
}
