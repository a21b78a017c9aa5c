namespace CloudSim.Net.Datacenter;

/// <summary>What becomes of a request that has its turn.</summary>
public sealed partial class Datacenter
{
    private readonly List<Node> passedOver = [];

    /// <summary>Ends a request, in whatever state; nothing happens if it has ended.</summary>
    internal void Stop(Allocation allocation, string why)
    {
        switch (allocation.State)
        {
            case AllocationState.Queued:
                LeaveQueue();
                Finish(allocation, AllocationState.Ended, why, null);
                return;
            case AllocationState.Ended or AllocationState.Refused:
                return;
            default:
                End(allocation, why);
                return;
        }
    }

    private bool TryPlace(Allocation allocation)
    {
        var request = allocation.Request;
        var isPlaced = false;
        try
        {
            while (!isPlaced && nodes.Choose(Placement, request) is { } node)
            {
                if (!node.TakesRequests || !request.Needs.FitsIn(node.Free) || !nodes.Groups.Allows(request.Affinity, node))
                {
                    allocation.Refusal = new("placement",
                        $"{Placement.GetType().Name} chose {node.Name}: {Refusals(request, node).First()}");
                    return false;
                }

                isPlaced = TryPlace(allocation, node);
            }
        }
        finally
        {
            foreach (var node in passedOver)
                node.IsPassedOver = false;
            passedOver.Clear();
        }

        if (!isPlaced)
            allocation.Refusal ??= Why(request);
        return isPlaced;
    }

    private bool TryPlace(Allocation allocation, Node node)
    {
        var request = allocation.Request;
        Hold(request, node);
        if (request.Make(node, out var refusal) is not { } sandbox)
        {
            Release(request, node);
            allocation.Refusal = refusal;
            node.IsPassedOver = true;
            passedOver.Add(node);
            return false;
        }

        Waiting--;
        allocation.Life?.Cancel();
        node.Add(allocation);
        (allocation.Sandbox, allocation.State, allocation.Refusal) = (sandbox, AllocationState.Starting, null);
        allocation.Placed = Simulation.Now;
        Record(allocation, node, null, "placed");
        sandbox.Ended = why => Stop(allocation, why);
        if (Images is { } store && request.Image is { } image
            && store.Fetch(node.Host.Port!.Number, image.Name, image.Size) is { IsProcessed: false } fetch)
            fetch.AddCallback(_ => Start(allocation));
        else
            Start(allocation);
        return true;
    }

    private void Start(Allocation allocation)
    {
        if (allocation.State != AllocationState.Starting)
            return; // it was stopped while its image was on the way
        if (allocation.Sandbox!.Start() is { } start)
            start.AddCallback(e => HasStarted(allocation, e.IsOk ? null : $"{e.Value}"));
        else
            HasStarted(allocation, null);
    }

    private void HasStarted(Allocation allocation, string? failure)
    {
        if (allocation.State != AllocationState.Starting)
            return; // it was stopped meanwhile
        if (failure is not null)
        {
            allocation.Refusal = new("start", failure);
            Leave(allocation);
            Finish(allocation, AllocationState.Refused, $"{allocation.Refusal}", allocation.Node);
            return;
        }

        allocation.State = AllocationState.Running;
        allocation.Started = Simulation.Now;
        if (allocation.Request.Duration is { } duration)
        {
            allocation.Life = new Alarm(Simulation, () => Stop(allocation, "its time is over"));
            allocation.Life.Set(duration);
        }

        allocation.TellStarted();
    }

    private void End(Allocation allocation, string why)
    {
        var node = allocation.Node;
        Leave(allocation);
        Finish(allocation, AllocationState.Ended, why, node);
    }

    // Gives back its places and what it holds on its node.
    private void Leave(Allocation allocation)
    {
        allocation.Life?.Cancel();
        allocation.Sandbox!.Ended = null;
        allocation.Sandbox.Stop();
        var node = allocation.Node!;
        node.Remove(allocation);
        Release(allocation.Request, node);
        if (allocation.Move is { } move)
        {
            Release(allocation.Request, allocation.Target!);
            (allocation.Target, allocation.Move) = (null, null);
            if (move.Process is { IsAlive: true } process && process != Simulation.ActiveProcess)
                process.Interrupt($"{allocation.Request.Name} was stopped");
        }

        TryIfWaiting();
    }

    private void Finish(Allocation allocation, AllocationState state, string why, Node? from)
    {
        allocation.Life?.Cancel();
        (allocation.State, allocation.Finished, allocation.EndedBy) = (state, Simulation.Now, why);
        Record(allocation, null, from, why);
        allocation.TellEnded();
    }

    private void Refuse(Allocation allocation)
    {
        if (allocation.State != AllocationState.Queued)
            return;
        LeaveQueue();
        if (Shortage(allocation.Request.Needs) is { } now)
            allocation.Refusal = now; // not what it was at the first try
        Finish(allocation, AllocationState.Refused, $"{allocation.Refusal}", null);
    }

    // Those behind it may have waited for it.
    private void LeaveQueue()
    {
        if (--Waiting > 0)
            TryAgain();
    }

    private void TryLater(Allocation allocation)
    {
        var again = new Alarm(Simulation, () =>
        {
            if (allocation.State == AllocationState.Queued)
                Enqueue(allocation);
        });
        again.Set(Queue.Wait(++allocation.Tries));
    }

    private void Record(Allocation allocation, Node? host, Node? from, string reason) =>
        Recorded?.Invoke(new(Simulation.Now, allocation, host, from, reason));
}
