namespace CloudSim.Net.Traces.Formats;

/// <summary>A row of a type of VMs: fractions of a kind of machine.</summary>
internal readonly record struct PackingType(string Type, string? Machine, double Core, double Memory, double Hdd, double Ssd, double Nic);

/// <summary>
/// Types of VMs. A type has a row for each kind of machine that it runs on, and the VMs name no kind: of these the largest share is taken.
/// </summary>
internal sealed class PackingTypes
{
    private const string Fraction = "fraction of the machine";

    private readonly Dictionary<string, (double Core, double Memory)> shares = new(StringComparer.Ordinal);
    private readonly DistinctNames machines = new();
    private readonly Tally core = new(), memory = new(), hdd = new(), ssd = new(), nic = new();
    private long rows;
    private bool hasMachines;

    /// <summary>Takes a row.</summary>
    public void Add(PackingType type)
    {
        rows++;
        if (type.Machine is not null)
            hasMachines = machines.Add(type.Machine) || hasMachines;
        core.Add(type.Core);
        memory.Add(type.Memory);
        hdd.Add(type.Hdd);
        ssd.Add(type.Ssd);
        nic.Add(type.Nic);
        var (c, m) = shares.GetValueOrDefault(type.Type, (double.NaN, double.NaN));
        shares[type.Type] = (Larger(c, type.Core), Larger(m, type.Memory));
    }

    /// <summary>What a type asks for; null if there is none of that name.</summary>
    public (double Core, double Memory)? Of(string type) => shares.TryGetValue(type, out var share) ? share : null;

    /// <summary>Reports.</summary>
    public void Report(TraceReading reading)
    {
        reading.Figure("vm_type_rows", rows);
        reading.Figure("vm_types", shares.Count);
        if (hasMachines)
            reading.Figure("machine_kinds", machines);
        reading.Figure("core", core, Fraction);
        reading.Figure("memory", memory, Fraction);
        foreach (var (name, tally) in new[] { ("hdd", hdd), ("ssd", ssd), ("nic", nic) })
            if (tally.Count > 0)
                reading.Figure(name, tally, Fraction);
    }

    private static double Larger(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Max(a, b);
}
