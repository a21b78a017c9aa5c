namespace CloudSim.Net.Datacenter;

/// <summary>What becomes of a request that has its turn.</summary>
public sealed partial class Datacenter
{
    private readonly List<Node> passedOver = [];
    private Allocation? inTurn; // while the user's code chooses a node for it, or makes it
    private string? stopped; // why it is to be stopped when that is over

    /// <summary>Ends a request, in whatever state; nothing happens if it has ended.</summary>
    internal void Stop(Allocation allocation, string why)
    {
        if (allocation == inTurn)
        {
            stopped ??= why;
            return;
        }

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
        var (request, isPlaced) = (allocation.Request, false);
        try
        {
            while (!isPlaced && stopped is null)
            {
                if (Choose(allocation, null, out var thrown) is not { } node)
                {
                    allocation.Refusal = thrown ?? allocation.Refusal;
                    break;
                }

                if (!IsHere(node) || !node.TakesRequests || !request.Needs.FitsIn(node.Free)
                    || !nodes.Groups.Allows(request.Affinity, node))
                {
                    allocation.Refusal = new("placement", $"{Placement.GetType().Name} chose {node.Name}: "
                        + $"{Refusals(request, node).FirstOrDefault()?.ToString() ?? "it is not one of this datacenter"}");
                    break;
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
        StopIfAsked(allocation);
        return isPlaced;
    }

    private bool TryPlace(Allocation allocation, Node node)
    {
        var request = allocation.Request;
        Hold(request, node);
        if (Make(allocation, node, out var refusal) is not { } sandbox)
        {
            Release(request, node, wasTaken: false);
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
        sandbox.Ended = why => Stop(allocation, why);
        Record(allocation, node, null, "placed");
        if (allocation.State != AllocationState.Starting)
            return true; // who was told has stopped it
        if (Images is { } store && request.Image is { } image
            && store.Fetch(node.Host.Port!.Number, image.Name, image.Size) is { IsProcessed: false } fetch)
            fetch.AddCallback(_ => Start(allocation));
        else
            Start(allocation);
        return true;
    }

    // What a rule of the user's throws is a refusal, and the run goes on.
    private Node? Choose(Allocation allocation, Node? leaves, out Refusal? thrown)
    {
        (inTurn, thrown) = (allocation, null);
        try
        {
            return nodes.Choose(Placement, allocation.Request, leaves);
        }
        catch (Exception e)
        {
            thrown = new("placement", e.Message);
            return null;
        }
        finally
        {
            inTurn = null;
        }
    }

    // One that was resized while it waited is made as it was asked for, and gets its size before it starts.
    private ISandbox? Make(Allocation allocation, Node node, out Refusal? refusal)
    {
        var (request, sandbox) = (allocation.Request, (ISandbox?)null);
        inTurn = allocation;
        try
        {
            sandbox = request.Make(node, out refusal);
            if (sandbox is null)
                refusal ??= new("sandbox", $"{request.Name} was not made, and no reason given");
            else if (!allocation.IsResized || (refusal = sandbox.Resize(request.Needs)) is null)
                return sandbox;
        }
        catch (Exception e)
        {
            refusal = new("sandbox", e.Message);
        }
        finally
        {
            inTurn = null;
        }

        sandbox?.Stop();
        return null;
    }

    // Those who asked for its end while it had its turn get it now.
    private void StopIfAsked(Allocation allocation)
    {
        if (stopped is not { } why)
            return;
        stopped = null;
        Stop(allocation, why);
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
