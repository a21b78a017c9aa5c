using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// Watches a datacenter: at each interval it reads what the guests want, lets some leave overloaded nodes, and empties nodes that have so
/// little load that all their guests fit elsewhere (Beloglazov and Buyya 2012). Guests move live, to where power rises least.
/// </summary>
public sealed class Consolidator
{
    private readonly Dictionary<Allocation, (GuestLoad Load, NodeLoad Node)> guests = [];
    private readonly List<NodeLoad> nodes = [];
    private readonly Alarm alarm;

    /// <summary>A consolidator of the guests that a datacenter has and will have; it does nothing until <see cref="Start"/>.</summary>
    /// <param name="datacenter">The datacenter.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="detector">Which nodes are overloaded.</param>
    /// <param name="selection">Who leaves them.</param>
    public Consolidator(Datacenter datacenter, ConsolidationRules rules, IOverloadDetector detector, IGuestSelection selection)
    {
        (Datacenter, Rules) = (Check.NotNull(datacenter, nameof(datacenter)), Check.NotNull(rules, nameof(rules)));
        (Detector, Selection) = (Check.NotNull(detector, nameof(detector)), Check.NotNull(selection, nameof(selection)));
        alarm = new(datacenter.Simulation, Round);
        datacenter.Recorded += Follow;
        foreach (var node in datacenter.Nodes.All)
            foreach (var guest in node.Allocations)
                Follow(new(datacenter.Simulation.Now, guest, node, null, "placed"));
    }

    /// <summary>The datacenter.</summary>
    public Datacenter Datacenter { get; }

    /// <summary>Its rules.</summary>
    public ConsolidationRules Rules { get; }

    /// <summary>Which nodes are overloaded.</summary>
    public IOverloadDetector Detector { get; }

    /// <summary>Who leaves them.</summary>
    public IGuestSelection Selection { get; }

    /// <summary>Whether it only reads, and moves nobody.</summary>
    public bool IsPassive { get; init; }

    /// <summary>Moves begun so far.</summary>
    public int Moves { get; private set; }

    /// <summary>Told after each round, when its moves have begun.</summary>
    public event Action? Rounded;

    /// <summary>Begins: the first round is an interval from now.</summary>
    public void Start() => alarm.Set(Rules.Interval);

    /// <summary>Ends: there is no further round; moves under way go on.</summary>
    public void Stop() => alarm.Cancel();

    private void Round()
    {
        alarm.Set(Rules.Interval);
        Know(Datacenter.Nodes.Count);
        Read();
        if (!IsPassive)
            Move();
        Rounded?.Invoke();
    }

    private void Move()
    {
        foreach (var (guest, target) in new ConsolidationRound(nodes, Detector, Selection, Rules).Moves)
            Move(guest, target.Node);
    }

    private void Read()
    {
        foreach (var node in nodes)
            foreach (var guest in node.Standing.ToArray()) // those that end leave the list
            {
                var seen = Observed.Of(guest.Allocation.Sandbox)!.Value;
                guest.Read(seen.Demand ?? Used(guest, seen, node));
                if (Rules.EndsIdle && guest.Allocation is { State: AllocationState.Running, Sandbox: TracedInstance { IsIdle: true } idle })
                    idle.End("it wants nothing any more");
            }
    }

    // Mean over the interval, at most what it may use: what it had on a faster machine that it has left counts at the clock of this one.
    private double Used(GuestLoad guest, in Observed seen, NodeLoad node)
    {
        var used = (seen.CpuTime - guest.CpuTime) / Rules.Interval * node.Core;
        guest.CpuTime = seen.CpuTime;
        return Math.Clamp(used, 0, guest.Most);
    }

    private void Move(GuestLoad guest, Node target)
    {
        // A place that the plan counted on may not be there: then it stays.
        if (Datacenter.Move(guest.Allocation, target, Rules.Migration).Refusal is null)
            Moves++;
    }

    // Keeps the lists in the order in which guests came to their nodes.
    private void Follow(PlacementRecord record)
    {
        if (Observed.Of(record.Allocation.Sandbox) is not { } seen)
            return;
        if (record.Host is not null && record.Host == record.From) // it stays where it is, perhaps with another size
        {
            if (guests.TryGetValue(record.Allocation, out var stays))
                stays.Load.Resize(seen.Memory, seen.Most);
            return;
        }

        var load = guests.Remove(record.Allocation, out var known) ? known.Load
            : new(record.Allocation, seen.Memory, seen.Most, Rules.Readings) { CpuTime = seen.CpuTime };
        known.Node?.Standing.Remove(load);
        if (record.Host is not { } host)
            return;
        load.Resize(seen.Memory, seen.Most); // on the machine that it has come to
        Know(host.Number + 1);
        nodes[host.Number].Standing.Add(load);
        guests.Add(record.Allocation, (load, nodes[host.Number]));
    }

    private void Know(int count)
    {
        while (nodes.Count < count)
            nodes.Add(new(Datacenter.Nodes[nodes.Count], Rules.Readings));
    }
}
