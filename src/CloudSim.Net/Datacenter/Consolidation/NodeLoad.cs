using CloudSim.Net.Hardware;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>A node as a round sees it: what was read of it, and which guests the plan so far puts on it.</summary>
internal sealed class NodeLoad
{
    private readonly double[] history;
    private readonly double[] tried;
    private Resources free;
    private int readings;

    public NodeLoad(Node node, int length)
    {
        var model = node.Host.Model;
        Power = model.Power ?? throw new ArgumentException($"no power of {model.Name} is known (give HostModel.Power)", nameof(node));
        (Node, Core) = (node, model.Cpu.Clock.Hertz);
        Capacity = Core * model.Topology.Cpus;
        (history, tried) = (new double[length], new double[length]);
    }

    public Node Node { get; }

    public PowerModel Power { get; }

    /// <summary>Cycles a second that it has, and each of its CPUs.</summary>
    public double Capacity { get; }

    public double Core { get; }

    /// <summary>Those that stand on it, in the order in which they came.</summary>
    public List<GuestLoad> Standing { get; } = [];

    /// <summary>Those that the plan puts on it.</summary>
    public List<GuestLoad> Planned { get; } = [];

    /// <summary>The part of it that was in use when the round began, and what it drew then.</summary>
    public double Utilization { get; private set; }

    public double Drawn { get; private set; }

    /// <summary>Cycles a second that planned guests want, and what they can have of them on its CPUs.</summary>
    public double Wanted { get; private set; }

    public double Usable { get; private set; }

    private long Largest { get; set; } // memory of a planned guest

    /// <summary>A round begins: the plan is what there is.</summary>
    public void Begin()
    {
        Planned.Clear();
        Planned.AddRange(Standing);
        free = Node.Free;
        Sum();
        Utilization = Math.Min(1, Usable / Capacity);
        Drawn = Power.WattsAt(Utilization);
    }

    /// <summary>What it would draw more than when the round began, with one more guest.</summary>
    public double Increase(GuestLoad guest) => Power.WattsAt((Usable + guest.Demand) / Capacity) - Drawn;

    /// <summary>Whether it has room for one more: on a CPU, on all of them, and in the datacenter's books.</summary>
    public bool HasRoom(GuestLoad guest) => Node.TakesRequests && guest.Demand <= Core && guest.Demand <= Capacity - Usable
        && guest.Allocation.Request.Needs.FitsIn(free);

    public bool IsOverloaded(IOverloadDetector detector, ConsolidationRules rules) =>
        detector.IsOverloaded(new(Wanted / Capacity, Trimmed(history, readings), rules.Ahead(Largest)));

    /// <summary>Whether it would be overloaded with one more guest.</summary>
    public bool IsOverloadedWith(GuestLoad guest, IOverloadDetector detector, ConsolidationRules rules)
    {
        var length = 0;
        if (detector.UsesHistory)
        {
            history.CopyTo(tried, 0);
            AddHistory(tried, guest);
            length = Math.Max(readings, guest.History.Length);
        }

        return detector.IsOverloaded(new((Wanted + guest.Demand) / Capacity, Trimmed(tried, length),
            rules.Ahead(Math.Max(Largest, guest.Memory.Count))));
    }

    public void Plan(GuestLoad guest)
    {
        Planned.Add(guest);
        free -= guest.Allocation.Request.Needs;
        Count(guest);
    }

    /// <summary>Takes a guest out of the plan; its place in the books stays held until it has moved.</summary>
    public void Unplan(GuestLoad guest)
    {
        if (!Standing.Contains(guest))
            free += guest.Allocation.Request.Needs;
        Planned.Remove(guest);
        Sum();
    }

    private void Sum()
    {
        Array.Clear(history);
        (Wanted, Usable, Largest, readings) = (0, 0, 0, 0);
        foreach (var guest in Planned)
            Count(guest);
    }

    private void Count(GuestLoad guest)
    {
        Wanted += guest.Demand;
        Usable += Math.Min(guest.Demand, Core);
        Largest = Math.Max(Largest, guest.Memory.Count);
        AddHistory(history, guest);
        readings = Math.Max(readings, guest.History.Length);
    }

    private void AddHistory(double[] sums, GuestLoad guest)
    {
        var values = guest.History;
        var scale = guest.Most / Capacity;
        for (var i = 0; i < values.Length; i++)
            sums[i] += values[i] * scale;
    }

    // Readings before the first load do not count.
    private static ReadOnlySpan<double> Trimmed(double[] values, int length)
    {
        while (length > 0 && values[length - 1] == 0)
            length--;
        return values.AsSpan(0, length);
    }
}
