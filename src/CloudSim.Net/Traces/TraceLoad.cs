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

    /// <summary>CPUs (or shares of machines) that guests have.</summary>
    public LoadCurve Asked { get; } = new();

    /// <summary>CPUs (or shares of machines) that guests use: by rows of demand, or without these by the mean of each guest.</summary>
    public LoadCurve Used => Demands > 0 ? sampled : onAverage;

    /// <summary>Guests that run.</summary>
    public LoadCurve Running { get; } = new();

    /// <summary>Events a second that are no guests of a known size.</summary>
    public LoadCurve Events { get; } = new();

    /// <summary>Guests, or stretches of their lives.</summary>
    public long Guests { get; private set; }

    /// <summary>Of them, those whose CPUs are unknown.</summary>
    public long OfUnknownSize { get; private set; }

    /// <summary>Rows of demand.</summary>
    public long Demands { get; private set; }

    /// <summary>Of them, those of a guest whose CPUs the trace does not tell; in the curves they count as of one CPU.</summary>
    public long OfUnknownGuest { get; private set; }

    /// <summary>Whether CPUs are shares of a machine; null before the first file.</summary>
    public bool? IsOfMachines => format?.IsOfMachines;

    /// <inheritdoc/>
    public void Begin(TraceFormat format) => this.format = format;

    /// <inheritdoc/>
    public void Add(in TraceGuest guest)
    {
        Guests++;
        if (double.IsNaN(guest.Duration))
            return;
        Running.Add(guest.Submitted, guest.Duration, 1);
        if (double.IsNaN(guest.Cpus))
            OfUnknownSize++;
        else
            Asked.Add(guest.Submitted, guest.Duration, guest.Cpus);
        if (!double.IsNaN(guest.Demand))
            onAverage.Add(guest.Submitted, guest.Duration, guest.Demand);
        if (!double.IsNaN(guest.Cpus) && cpusOf.Count < DistinctNames.Most)
            cpusOf[DistinctNames.Hash(guest.Id)] = guest.Cpus;
    }

    /// <inheritdoc/>
    public void Add(in TraceDemand demand)
    {
        Demands++;
        if (!double.IsNaN(demand.Cpus))
            sampled.Add(demand.Time, demand.Length, demand.Cpus);
        else if (cpusOf.TryGetValue(DistinctNames.Hash(demand.Id), out var cpus))
            sampled.Add(demand.Time, demand.Length, demand.Share * cpus);
        else
        {
            OfUnknownGuest++;
            sampled.Add(demand.Time, demand.Length, demand.Share);
        }
    }

    /// <inheritdoc/>
    public void Add(double time, double length, long events)
    {
        if (events > 0 && length > 0)
            Events.Add(time, length, events / length);
    }
}
