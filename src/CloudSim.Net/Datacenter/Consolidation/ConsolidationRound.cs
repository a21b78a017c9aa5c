using CloudSim.Net.Hardware;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// The plan of one round: guests leave overloaded nodes, then nodes with little load are emptied. Nothing moves yet. Its rules, one by one,
/// are on the room's page.
/// </summary>
internal sealed class ConsolidationRound
{
    private readonly IReadOnlyList<NodeLoad> nodes;
    private readonly IOverloadDetector detector;
    private readonly IGuestSelection selection;
    private readonly ConsolidationRules rules;
    private readonly Dictionary<GuestLoad, NodeLoad> targets = [];
    private readonly List<GuestLoad> order = [];
    private readonly HashSet<NodeLoad> overloaded = [];

    /// <summary>A round over these nodes, of which the guests were read just now.</summary>
    public ConsolidationRound(IReadOnlyList<NodeLoad> nodes, IOverloadDetector detector, IGuestSelection selection,
        ConsolidationRules rules)
    {
        (this.nodes, this.detector, this.selection, this.rules) = (nodes, detector, selection, rules);
        foreach (var node in nodes)
            node.Begin();
        var awake = nodes.Where(node => node.Standing.Count > 0).ToList();
        Relieve(awake);
        Empty(awake);
    }

    /// <summary>Who goes where, in the order of decisions.</summary>
    public IEnumerable<(GuestLoad Guest, NodeLoad Target)> Moves => order.Select(guest => (guest, targets[guest]));

    private void Relieve(List<NodeLoad> awake)
    {
        overloaded.UnionWith(awake.Where(node => node.IsOverloaded(detector, rules)));
        var leaving = new List<GuestLoad>();
        foreach (var node in awake.Where(overloaded.Contains))
            Select(node, leaving);
        var open = WithOneAsleepOfEach();
        foreach (var guest in leaving.OrderByDescending(guest => guest.Demand)) // stable
        {
            if (PowerAwareBestFit.Choose(open, guest, detector, rules) is not { } target)
                continue;
            target.Plan(guest);
            Note(guest, target);
            if (target.Planned.Count == 1)
                open = WithOneAsleepOfEach(); // it was asleep
        }
    }

    private void Select(NodeLoad node, List<GuestLoad> leaving)
    {
        do
        {
            var able = node.Planned.Where(CanMove).ToList();
            if (able.Count == 0)
                return;
            var guest = able[selection.Choose(able)];
            leaving.Add(guest);
            node.Unplan(guest);
        }
        while (node.IsOverloaded(detector, rules));
    }

    // Nodes without guests are alike if they are of one model: the first stands for all.
    private List<NodeLoad> WithOneAsleepOfEach()
    {
        var models = new HashSet<HostModel>(ReferenceEqualityComparer.Instance);
        return [.. nodes.Where(node => node.Node.TakesRequests && !overloaded.Contains(node)
            && (node.Planned.Count > 0 || models.Add(node.Node.Host.Model)))];
    }

    private void Empty(List<NodeLoad> awake)
    {
        var (closed, taken) = (new HashSet<NodeLoad>(overloaded), new HashSet<NodeLoad>(overloaded));
        foreach (var node in awake.OrderBy(node => node.Utilization))
        {
            if (node.Utilization >= 1 || !taken.Add(node))
                continue;
            closed.Add(node);
            var leaving = node.Planned.Where(CanMove).OrderByDescending(guest => guest.Demand).ToList();
            if (leaving.Count < node.Planned.Count)
                continue; // one is on its way already
            taken.UnionWith(TryEmpty(leaving, awake.Where(other => !closed.Contains(other))));
        }
    }

    private List<NodeLoad> TryEmpty(List<GuestLoad> leaving, IEnumerable<NodeLoad> others)
    {
        var found = new List<NodeLoad>();
        foreach (var guest in leaving)
        {
            if (PowerAwareBestFit.Choose(others, guest, detector, rules) is not { } target)
            {
                for (var i = 0; i < found.Count; i++)
                    found[i].Unplan(leaving[i]);
                return [];
            }

            target.Plan(guest);
            found.Add(target);
        }

        foreach (var (guest, target) in leaving.Zip(found))
            Note(guest, target);
        return found;
    }

    private void Note(GuestLoad guest, NodeLoad target)
    {
        if (targets.TryAdd(guest, target))
            order.Add(guest);
        else
            targets[guest] = target; // it goes on at once
    }

    private static bool CanMove(GuestLoad guest) => guest.Allocation.State == AllocationState.Running;
}
