using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>What changes while requests stand: their sizes, and nodes that are to be emptied.</summary>
public sealed partial class Datacenter
{
    /// <summary>
    /// Drains a node: it takes no new requests (<see cref="Node.IsOpen"/>), and those that stand on it stay until they end or are moved.
    /// </summary>
    /// <returns>Succeeds when nobody holds a place on it any more.</returns>
    /// <exception cref="ArgumentException">It is not of this datacenter.</exception>
    public Event Drain(Node node)
    {
        MustStandHere(node);
        node.IsOpen = false;
        return node.WhenEmpty;
    }

    /// <summary>
    /// Drains a node as the other one does, and moves what runs on it to nodes that the placement chooses. What finds no place, cannot be
    /// moved or is not moved in the end stays.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="how">How guests are moved.</param>
    /// <param name="atOnce">So many moves at a time, at least 1 (KubeVirt allows a node two outbound ones by default).</param>
    /// <returns>A process that ends when every request that stood on it has been moved, tried in vain or ended.</returns>
    /// <exception cref="ArgumentException">It is not of this datacenter.</exception>
    public Process Drain(Node node, ILiveMigration how, int atOnce = 2)
    {
        ArgumentNullException.ThrowIfNull(how);
        Check.Between(atOnce, 1, int.MaxValue, nameof(atOnce));
        MustStandHere(node);
        node.IsOpen = false;
        return Simulation.Process(Draining());

        IEnumerable<Event> Draining()
        {
            var (left, underWay) = (new Queue<Allocation>(node.Allocations.OrderBy(a => a.Number)), new List<Relocation>());
            while (left.Count > 0 || underWay.Count > 0)
            {
                while (underWay.Count < atOnce && left.TryDequeue(out var next))
                    if (next.Node == node && next.State == AllocationState.Running && nodes.Choose(Placement, next.Request) is { } target
                        && Move(next, target, how) is { Refusal: null } move)
                        underWay.Add(move);
                if (underWay.Count == 0)
                    yield break;
                yield return new AnyOf(Simulation, underWay.Select(move => move.Done));
                underWay.RemoveAll(move => move.Done.IsTriggered);
            }
        }
    }

    /// <summary>Another size for a request, in whatever state.</summary>
    internal Refusal? Resize(Allocation allocation, in Resources needs)
    {
        var from = allocation.Request.Needs;
        switch (allocation.State)
        {
            case AllocationState.Queued:
                allocation.Request = allocation.Request with { Needs = needs };
                TryAgain();
                return null;
            case AllocationState.Ended or AllocationState.Refused:
                return new("state", $"{allocation.Request.Name} is {allocation.State}");
        }

        var (node, target) = (allocation.Node!, allocation.Target);
        if ((Short(from, needs, node) ?? (target is null ? null : Short(from, needs, target)) ?? allocation.Sandbox!.Resize(needs))
            is { } refusal)
            return refusal;
        allocation.Request = allocation.Request with { Needs = needs };
        node.Resize(from, needs);
        target?.Resize(from, needs);
        Record(allocation, node, node, "resized");
        if (Waiting > 0)
            TryAgain();
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
    internal void Release(Request request, Node node)
    {
        node.Give(request.Needs);
        nodes.Groups.Remove(request.Affinity, node);
    }
}
