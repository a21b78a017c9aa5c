namespace CloudSim.Net.Traces.Formats;

/// <summary>A VM; times in days, NaN has not ended.</summary>
internal readonly record struct PackingVm(string Id, string? Tenant, string Type, long? Priority, double Start, double End);

/// <summary>What is reported and told of VMs, and of their types where these are known.</summary>
internal sealed class PackingVms(TraceReading reading, PackingTypes? types)
{
    private const double Artefact = -7157, InItsPlace = -1497, SecondsOfDay = 86_400, Cap = 90;

    private readonly DistinctNames ids = new(), tenants = new(), unknown = new();
    private readonly Tally start = new(), lifetime = new();
    private readonly SortedDictionary<long, long> priorities = [];
    private long rows, negative, artefacts, unended, capped, unsorted, ofUnknown, alive;
    private double before = double.NegativeInfinity;
    private bool hasTenants;

    /// <summary>Their types.</summary>
    public PackingTypes? Types => types;

    /// <summary>Takes a VM.</summary>
    public void Add(PackingVm vm, TraceRow row)
    {
        if (ids.FirstLine(vm.Id, row.Line) is { } first)
            throw row.Wrong($"vmId {Printable.Of(vm.Id, most: 80)} stands twice, first in line {first}", "an id of its own for each VM");
        rows++;
        if (vm.Tenant is not null)
            hasTenants = tenants.Add(vm.Tenant) || hasTenants;
        if (vm.Priority is { } priority)
            priorities[priority] = priorities.GetValueOrDefault(priority) + 1;
        start.Add(vm.Start);
        negative += vm.Start < 0 ? 1 : 0;
        unended += double.IsNaN(vm.End) ? 1 : 0;
        capped += vm.End == Cap ? 1 : 0;
        alive += vm.Start <= 0 && !(vm.End <= 0) ? 1 : 0;
        unsorted += vm.Start < before ? 1 : 0;
        before = vm.Start;
        var share = types?.Of(vm.Type);
        if (types is not null && share is null)
        {
            ofUnknown++;
            unknown.Add(vm.Type);
        }

        artefacts += vm.Start == Artefact ? 1 : 0;
        if (vm.Start != Artefact)
            lifetime.Add(vm.End - vm.Start);
        var begin = vm.Start == Artefact ? Math.Min(InItsPlace, double.IsNaN(vm.End) ? InItsPlace : vm.End) : vm.Start;
        reading.Sink.Add(new TraceGuest(vm.Id, begin * SecondsOfDay, double.IsNaN(vm.End) ? double.PositiveInfinity
            : (vm.End - begin) * SecondsOfDay, share?.Core ?? double.NaN, share?.Memory ?? double.NaN, double.NaN));
    }

    /// <summary>Reports.</summary>
    public void Report()
    {
        reading.Figure("vms", rows);
        if (hasTenants)
            reading.Figure("tenants", tenants);
        types?.Report(reading);
        reading.Figure("start.min", start.Min, "days");
        reading.Figure("start.max", start.Max, "days");
        reading.Figure("start_negative", negative);
        reading.Figure("start_minus_7157_(artefact)", artefacts);
        reading.Figure("end_null", unended);
        reading.Figure("end_at_cap_90", capped);
        reading.Figure("rows_end_before_start", 0);
        reading.Figure("rows_unsorted_by_start", unsorted);
        if (types is not null)
            reading.Figure("vms_of_unknown_type", ofUnknown);
        reading.Figure("priority", priorities);
        reading.Figure("lifetime_of_ended", lifetime, "days");
        reading.Figure("alive_at_day_0", alive);
        if (types is null)
            reading.Remark("no vm_types.csv is beside it: what its VMs ask for is unknown");
        else
            reading.Remark("a VM asks for the largest share that its type has of any kind of machine: on which it ran is not told");
        if (ofUnknown > 0)
            reading.Remark($"{ofUnknown} VMs are of {unknown.Count} types that no table tells of: what they ask for is unknown");
        if (artefacts > 0)
            reading.Remark($"{artefacts} VMs start at {Artefact} days, an artefact: {InItsPlace} is taken; lifetimes are without them");
    }
}
