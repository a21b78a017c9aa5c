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
            while (!isPlaced && Choose(allocation) is { } node)
            {
                if (!IsHere(node) || !node.TakesRequests || !request.Needs.FitsIn(node.Free)
                    || !nodes.Groups.Allows(request.Affinity, node))
                {
                    allocation.Refusal = new("placement", $"{Placement.GetType().Name} chose {node.Name}: "
                        + $"{Refusals(request, node).FirstOrDefault()?.ToString() ?? "it is not one of this datacenter"}");
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
        if (Make(request, node, out var refusal) is not { } sandbox)
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

    // What a rule of the user's throws is a refusal, and the run goes on.
    private Node? Choose(Allocation allocation)
    {
        try
        {
            return nodes.Choose(Placement, allocation.Request);
        }
        catch (Exception e)
        {
            allocation.Refusal = new("placement", e.Message);
            return null;
        }
    }

    private static ISandbox? Make(Request request, Node node, out Refusal? refusal)
    {
        try
        {
            return request.Make(node, out refusal);
        }
        catch (Exception e)
        {
            refusal = new("sandbox", e.Message);
            return null;
        }
    }

    private void Start(Allocation allocation)
    {
        if (allocation.State != AllocationState.Starting)
            return; // it was stopped while its image was on the way
        Event? start;
        try
        {
            start = allocation.Sandbox!.Start();
        }
        catch (Exception e)
        {
            HasStarted(allocation, e.Message);
            return;
        }

        if (start is null)
            HasStarted(allocation, null);
        else
            start.AddCallback(e => HasStarted(allocation, e.IsOk ? null : $"{e.Value}"));
    }

    private void HasStarted(Allocation allocation, string? failure)
    {
        if (allocation.State != AllocationState.Starting)
            return; // it was stopped meanwhile
        if (failure is not null)
        {
            var node = allocation.Node;
            allocation.Refusal = new("start", failure);
            Leave(allocation);
            Finish(allocation, AllocationState.Refused, $"{allocation.Refusal}", node);
            return;
        }

        allocation.State = AllocationState.Running;
        allocation.Started = Simulation.Now;
        if (allocation.Request.Duration is { } duration)
            Within(allocation, duration, () => Stop(allocation, "its time is over"));
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
        if (allocation.Move is { From: { } from })
            nodes.Groups.HasLeft(allocation.Request.Affinity, from);
        node.Remove(allocation);
        Release(allocation.Request, node);
        if (allocation.Move is { } move)
        {
            Release(allocation.Request, allocation.Target!);
            (allocation.Target, allocation.Move, move.IsAbandoned) = (null, null, true);
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

    // Longer than the clock goes is never.
    private void Within(Allocation allocation, TimeSpan time, Action happens)
    {
        if (time >= DateTime.MaxValue - Simulation.Now)
            return;
        allocation.Life = new Alarm(Simulation, happens);
        allocation.Life.Set(time);
    }

    private void Record(Allocation allocation, Node? host, Node? from, string reason) =>
        Recorded?.Invoke(new(Simulation.Now, allocation, host, from, reason));
}
