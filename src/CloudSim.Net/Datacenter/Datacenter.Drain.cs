using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>Nodes that are to be emptied.</summary>
public sealed partial class Datacenter
{
    /// <summary>
    /// Drains a node: it takes no new requests (<see cref="Node.IsOpen"/>; set it again to take it back), and those that stand on it stay
    /// until they end or are moved.
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
    /// Drains a node as the other one does, and moves what runs on it to nodes that the placement chooses, one after the other until one
    /// takes it; what still starts is moved when it runs. What finds no place, cannot be moved or is not moved in the end stays; then it is
    /// recorded why (<c>stays: ...</c>). What is on its way to it is awaited, and moved on.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="how">How guests are moved.</param>
    /// <param name="atOnce">So many moves at a time, at least 1 (KubeVirt allows a node two outbound ones by default).</param>
    /// <returns>A process that ends when every request that stands on it has been moved, tried in vain or ended, or when the node is opened
    /// again.</returns>
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
            var (tried, leaving) = (new HashSet<Allocation>(), new List<Relocation>());
            while (!node.IsOpen)
            {
                foreach (var next in node.Allocations.Where(a => a.State == AllocationState.Running).OrderBy(a => a.Number).ToList())
                    if (leaving.Count < atOnce && next.State == AllocationState.Running && next.Node == node // others may end meanwhile
                        && tried.Add(next) && MoveAway(next, how) is { } move)
                        leaving.Add(move);
                var changed = new Event(Simulation);
                var waits = moves.Where(move => move.To == node || move.Allocation.Node == node).Select(move => move.Done)
                    .Concat(node.Allocations.Where(a => a.State == AllocationState.Starting).Select(a => a.WhenStarted)).ToList();
                if (waits.Count == 0)
                    yield break;
                waits.Add(node.WhenOpened);
                foreach (var wait in waits)
                    wait.AddCallback(_ =>
                    {
                        if (!changed.IsTriggered)
                            changed.Succeed();
                    });
                yield return changed;
                foreach (var done in leaving.Where(move => move.Done.IsTriggered).ToList())
                {
                    leaving.Remove(done);
                    if (done.Allocation.Node == node)
                        Record(done.Allocation, node, node, $"stays: {done.Result?.Reason}");
                }
            }
        }
    }

    // To any node that the placement chooses and that takes it.
    private Relocation? MoveAway(Allocation allocation, ILiveMigration how)
    {
        var (passed, from) = (new List<Node>(), allocation.Node!);
        Refusal? refusal = null;
        try
        {
            while (stopped is null && ChooseAnother(allocation, ref refusal) is { } target)
            {
                var move = Move(allocation, target, how);
                if (move.Refusal is null)
                    return move;
                refusal ??= move.Refusal;
                passed.Add(target);
                target.IsPassedOver = true;
            }
        }
        finally
        {
            foreach (var node in passed)
                node.IsPassedOver = false;
            StopIfAsked(allocation);
        }

        if (allocation.Node is null)
            return null;
        Record(allocation, from, from, $"stays: {refusal ?? Why(allocation.Request)}");
        return null;
    }

    // Its groups are asked as if it had left already.
    private Node? ChooseAnother(Allocation allocation, ref Refusal? refusal)
    {
        var (affinity, from) = (allocation.Request.Affinity, allocation.Node!);
        nodes.Groups.Remove(affinity, from);
        try
        {
            var chosen = Choose(allocation, from, out var thrown);
            refusal ??= thrown;
            return chosen == from ? null : chosen;
        }
        finally
        {
            nodes.Groups.Add(affinity, from);
        }
    }
}
