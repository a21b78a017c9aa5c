namespace CloudSim.Net.Traces;

/// <summary>
/// What a trace loads machines with over time, and how much of it there is. Of a guest it keeps only how many CPUs it has, and that for two
/// million guests at most.
/// </summary>
public sealed class TraceLoad : ITraceSink
{
    private readonly Dictionary<UInt128, double> cpusOf = [];
    private readonly LoadCurve onAverage = new(), sampled = new();
    private TraceFormat? format;
    private double used, had;

    // Guests that were seen last, each in a place by its name's own number: the same names come again, as the same strings.
    private readonly (string? Id, double Cpus)[] seen = new (string?, double)[1 << 12];

    /// <summary>CPUs (or shares of machines) that guests have.</summary>
    public LoadCurve Asked { get; } = new();

    /// <summary>CPUs (or shares of machines) that guests use: by rows of demand, or without these by the mean of each guest.</summary>
    public LoadCurve Used => Demands > 0 ? sampled : onAverage;

    /// <summary>Guests that run.</summary>
    public LoadCurve Running { get; } = new();

    /// <summary>Events a second that are no guests of a known size.</summary>
    public LoadCurve Events { get; } = new();

    /// <summary>Guests; beyond two million each row of another one counts.</summary>
    public long Guests { get; private set; }

    /// <summary>Rows that tell of a guest, or of a stretch of its life.</summary>
    public long Stretches { get; private set; }

    /// <summary>Of them, those whose CPUs are unknown.</summary>
    public long OfUnknownSize { get; private set; }

    /// <summary>Rows of demand.</summary>
    public long Demands { get; private set; }

    /// <summary>Of them, those of a guest whose CPUs the trace does not tell; in the curves they count as of one CPU.</summary>
    public long OfUnknownGuest { get; private set; }

    /// <summary>Of the CPUs that guests have while it is known how many they use, the part that they use; NaN if that is never.</summary>
    public double UsedShare => used / had;

    /// <summary>Whether CPUs are shares of a machine; null before the first file.</summary>
    public bool? IsOfMachines => format?.IsOfMachines;

    /// <inheritdoc/>
    public void Begin(TraceFormat format) => this.format = format;

    /// <inheritdoc/>
    public void Add(in TraceGuest guest)
    {
        Stretches++;
        Know(guest);
        if (double.IsNaN(guest.Duration))
            return;
        Running.Add(guest.Submitted, guest.Duration, 1);
        if (double.IsNaN(guest.Cpus))
            OfUnknownSize++;
        else
            Asked.Add(guest.Submitted, guest.Duration, guest.Cpus);
        if (!double.IsNaN(guest.Demand))
        {
            onAverage.Add(guest.Submitted, guest.Duration, guest.Demand);
            Compare(guest.Demand, guest.Cpus, guest.Duration);
        }
    }

    /// <inheritdoc/>
    public void Add(in TraceDemand demand)
    {
        if (Demands++ == 0)
            (used, had) = (0, 0);
        ref var place = ref Place(demand.Id);
        if (!ReferenceEquals(place.Id, demand.Id))
            place = (demand.Id, cpusOf.GetValueOrDefault(DistinctNames.Hash(demand.Id), double.NaN));
        var isOfUnknown = double.IsNaN(demand.Cpus) && double.IsNaN(place.Cpus);
        OfUnknownGuest += isOfUnknown ? 1 : 0;
        var cpus = !double.IsNaN(demand.Cpus) ? demand.Cpus : demand.Share * (isOfUnknown ? 1 : place.Cpus);
        sampled.Add(demand.Time, demand.Length, cpus);
        Compare(cpus, place.Cpus, demand.Length);
    }

    /// <inheritdoc/>
    public void Add(double time, double length, long events)
    {
        if (events > 0 && length > 0)
            Events.Add(time, length, events / length);
    }

    private void Know(in TraceGuest guest)
    {
        ref var place = ref Place(guest.Id);
        if (ReferenceEquals(place.Id, guest.Id) && (place.Cpus == guest.Cpus || double.IsNaN(guest.Cpus)))
            return;
        var hash = DistinctNames.Hash(guest.Id);
        var isKnown = cpusOf.TryGetValue(hash, out var cpus);
        Guests += isKnown ? 0 : 1;
        cpus = isKnown && double.IsNaN(guest.Cpus) ? cpus : guest.Cpus;
        if (isKnown || cpusOf.Count < DistinctNames.Most)
            cpusOf[hash] = cpus;
        place = (guest.Id, cpus);
    }

    private ref (string? Id, double Cpus) Place(string id) =>
        ref seen[System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(id) & (seen.Length - 1)];

    private void Compare(double cpus, double ofCpus, double length)
    {
        if (!double.IsFinite(ofCpus * length))
            return;
        used += cpus * length;
        had += ofCpus * length;
    }
}
