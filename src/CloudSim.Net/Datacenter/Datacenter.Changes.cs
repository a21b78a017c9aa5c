namespace CloudSim.Net.Datacenter;

/// <summary>What changes while requests stand: their sizes and places.</summary>
public sealed partial class Datacenter
{
    /// <summary>Another size for a request, in whatever state.</summary>
    internal Refusal? Resize(Allocation allocation, in Resources needs)
    {
        var from = allocation.Request.Needs;
        if (allocation == inTurn)
            return new("state", $"{allocation.Request.Name} has its turn: it is resized before or after that");
        var changed = allocation.Request with { Needs = needs };
        switch (allocation.State)
        {
            case AllocationState.Queued:
                (allocation.Request, allocation.IsResized, allocation.Refusal) = (changed, true, null);
                if (allocation.Again is { IsSet: true } again)
                    again.Set(TimeSpan.Zero);
                else
                    fresh.Add(allocation);
                TryAgain();
                return null;
            case AllocationState.Ended or AllocationState.Refused:
                return new("state", $"{allocation.Request.Name} is {allocation.State}");
        }

        var (node, target) = (allocation.Node!, allocation.Target);
        if ((Short(from, needs, node) ?? (target is null ? null : Short(from, needs, target)) ?? allocation.Sandbox!.Resize(needs))
            is { } refusal)
            return refusal;
        allocation.Request = changed;
        node.Resize(from, needs);
        target?.Resize(from, needs);
        Record(allocation, node, node, "resized");
        TryIfWaiting();
        return null;
    }

    private static Refusal? Short(in Resources from, in Resources to, Node node)
    {
        foreach (var kind in (to - from).ShortOf(node.Free))
            return new(Resources.Name(kind), $"asked {to.Text(kind)} in place of {from.Text(kind)}, {node.Free.Text(kind)} free on {node}");
        return null;
    }

    /// <summary>A request takes a place on a node: books and groups.</summary>
    internal void Hold(Request request, Node node)
    {
        node.Take(request.Needs);
        nodes.Groups.Add(request.Affinity, node);
    }

    /// <summary>A request gives its place on a node back.</summary>
    internal void Release(Request request, Node node, bool wasTaken = true)
    {
        node.Give(request.Needs, wasTaken);
        nodes.Groups.Remove(request.Affinity, node);
    }
}
