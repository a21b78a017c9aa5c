using System.Globalization;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Writes one trace in the project's own form (<see cref="OwnForm"/>): a row for each stretch whose demand is known, and a row without
/// demand for each part of a guest's life of which none is known. Read again, it tells the same guests and demands, with times from
/// <c>zero</c> on.
/// </summary>
public sealed class OwnFormWriter : ITraceSink, IDisposable
{
    private readonly Dictionary<string, Waiting> waiting = new(StringComparer.Ordinal);
    private readonly IOwnFormTable table;
    private readonly double zero;
    private readonly bool hasDemand;
    private readonly (double Cpus, double Memory) machine;
    private (double Cpus, double Memory) unit = (1, 1);
    private long lengthless, strangers, events, empty, beyond;

    private OwnFormWriter(IOwnFormTable table, double zero, bool hasDemand, (double Cpus, double Memory) machine) =>
        (this.table, this.zero, this.hasDemand, this.machine) = (table, zero, hasDemand, machine);

    /// <summary>A writer of CSV.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="zero">The trace's time that is 0.</param>
    /// <param name="hasDemand">Whether the trace tells of demands apart from guests.</param>
    /// <param name="machine">What a whole machine is, for formats that have shares of one: CPUs and MiB.</param>
    public static OwnFormWriter Csv(Stream stream, double zero, bool hasDemand, (double Cpus, double Memory) machine) =>
        new(new OwnFormCsv(stream), zero, hasDemand, machine);

    /// <summary>A writer of Parquet.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="zero">The trace's time that is 0.</param>
    /// <param name="hasDemand">Whether the trace tells of demands apart from guests.</param>
    /// <param name="machine">What a whole machine is, for formats that have shares of one: CPUs and MiB.</param>
    public static OwnFormWriter Parquet(Stream stream, double zero, bool hasDemand, (double Cpus, double Memory) machine) =>
        new(new OwnFormParquet(stream), zero, hasDemand, machine);

    /// <summary>Rows that were written; all once it is disposed.</summary>
    public long Rows { get; private set; }

    /// <summary>What was left out or changed, a sentence each.</summary>
    public IReadOnlyList<string> Remarks =>
    [
        .. from remark in new (long Count, string What)[]
           {
               (lengthless, "rows of guests are left out: how long they run is unknown"),
               (strangers, "rows of demand are left out: no table tells of their guest"),
               (events, "rows of events are left out: they are of no guest"),
               (empty, FormattableString.Invariant($"rows ask for less than {OwnForm.LeastCpus} CPUs: written as {OwnForm.LeastCpus}")),
               (beyond, "rows of demand reach beyond their guest's life: it lives as long as they"),
           }
           where remark.Count > 0
           select string.Create(CultureInfo.InvariantCulture, $"{remark.Count} {remark.What}"),
    ];

    /// <inheritdoc/>
    public void Begin(TraceFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        unit = format.IsOfMachines ? machine : (1, 1);
    }

    /// <summary>Writes a trace that is kept whole: a row for each stretch in which a guest uses the same.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="set">The trace; its begin is 0.</param>
    /// <param name="machine">What a whole machine is, if CPUs and memory are shares of one: CPUs and MiB.</param>
    /// <returns>How many rows were written.</returns>
    public static long Write(Stream stream, TracedSet set, (double Cpus, double Memory) machine)
    {
        ArgumentNullException.ThrowIfNull(set);
        var unit = set.IsOfMachines ? machine : (Cpus: 1, Memory: 1);
        using var writer = Csv(stream, 0, false, machine);
        foreach (var guest in set.Guests)
        {
            var (changes, from) = (set.HasUse ? guest.Changes : 0, 0);
            while (from + 1 < changes && guest.Change(from + 1).Time <= guest.Begin)
                from++;
            for (var i = from; i == from || (i < changes && guest.Change(i).Time < guest.End); i++)
            {
                var begin = i == from ? guest.Begin : guest.Change(i).Time;
                var isLast = i + 1 >= changes || guest.Change(i + 1).Time >= guest.End;
                writer.Add(new TraceGuest(guest.Id, begin, isLast && !guest.HasEnded ? double.PositiveInfinity
                    : (isLast ? guest.End : guest.Change(i + 1).Time) - begin, guest.Cpus * unit.Cpus, guest.Memory * unit.Memory,
                    changes == 0 ? double.NaN : guest.Change(i).Time > begin ? 0 : guest.Change(i).Cpus * unit.Cpus));
            }
        }

        return writer.Rows;
    }

    /// <inheritdoc/>
    public void Add(in TraceGuest guest)
    {
        if (double.IsNaN(guest.Duration))
        {
            lengthless++;
            return;
        }

        var sized = guest with
        {
            Submitted = guest.Submitted - zero, Cpus = guest.Cpus * unit.Cpus, Memory = guest.Memory * unit.Memory,
            Demand = guest.Demand * unit.Cpus,
        };
        if (sized.Cpus < OwnForm.LeastCpus)
        {
            empty++;
            sized = sized with { Cpus = OwnForm.LeastCpus };
        }

        if (!hasDemand)
            Write(sized);
        else if (waiting.TryGetValue(guest.Id, out var known))
            known.Extend(sized);
        else
            waiting.Add(guest.Id, new(sized));
    }

    /// <inheritdoc/>
    public void Add(in TraceDemand demand)
    {
        if (!waiting.TryGetValue(demand.Id, out var known))
        {
            strangers++;
            return;
        }

        var (guest, from) = (known.Guest, demand.Time - zero);
        known.Told.Add(from, from + demand.Length);
        if (from < guest.Submitted - Stretches.Same || from + demand.Length > guest.Submitted + guest.Duration + Stretches.Same)
            beyond++;
        // Of unknown size is one CPU, as where a trace is read whole.
        Write(guest with
        {
            Submitted = from, Duration = demand.Length,
            Demand = !double.IsNaN(demand.Cpus) ? demand.Cpus * unit.Cpus : demand.Share * (double.IsNaN(guest.Cpus) ? 1 : guest.Cpus),
        });
    }

    /// <inheritdoc/>
    public void Add(double time, double length, long events) => this.events++;

    /// <summary>Writes what of the guests' lives no demand was told of, and what is still kept.</summary>
    public void Dispose()
    {
        foreach (var known in waiting.Values)
            if (known.Told.IsEmpty)
                Write(known.Guest);
            else
                foreach (var (from, to) in known.Told.Gaps(known.Guest.Submitted, known.Guest.Submitted + known.Guest.Duration))
                    Write(known.Guest with { Submitted = from, Duration = to - from, Demand = double.NaN });
        waiting.Clear();
        table.Dispose();
    }

    private void Write(in TraceGuest row)
    {
        Rows++;
        table.Write(row);
    }

    private sealed class Waiting(TraceGuest guest)
    {
        public TraceGuest Guest { get; private set; } = guest;

        public Stretches Told { get; } = new();

        // One that is told of again lives from the first begin to the last end, with the most that it asks for.
        public void Extend(in TraceGuest again)
        {
            var (begin, end) = (Math.Min(Guest.Submitted, again.Submitted),
                Math.Max(Guest.Submitted + Guest.Duration, again.Submitted + again.Duration));
            Guest = Guest with
            {
                Submitted = begin, Duration = end - begin, Cpus = Most(Guest.Cpus, again.Cpus), Memory = Most(Guest.Memory, again.Memory),
                Demand = double.NaN,
            };
        }

        private static double Most(double a, double b) => double.IsNaN(a) ? b : double.IsNaN(b) ? a : Math.Max(a, b);
    }
}
