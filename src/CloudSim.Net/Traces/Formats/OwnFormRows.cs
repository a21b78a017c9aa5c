namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// The rows of the project's own form (<see cref="OwnForm"/>) as they come of a trace: one for each stretch of which the demand is known,
/// and one for each guest without.
/// </summary>
/// <param name="hasDemand">Whether the trace tells of demands apart from guests.</param>
/// <param name="machine">What a whole machine is, for formats that have shares of one: CPUs and MiB.</param>
/// <param name="write">Who takes a row.</param>
internal sealed class OwnFormRows(bool hasDemand, (double Cpus, double Memory) machine, Action<TraceGuest> write) : ITraceSink
{
    private readonly Dictionary<string, (TraceGuest Guest, bool IsWritten)> waiting = new(StringComparer.Ordinal);
    private (double Cpus, double Memory) unit = (1, 1);

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>What was left out, as it is no guest of a known begin, length and guest.</summary>
    public long LeftOut { get; private set; }

    public void Begin(TraceFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        unit = format.IsOfMachines ? machine : (1, 1);
    }

    public void Add(in TraceGuest guest)
    {
        if (double.IsNaN(guest.Duration))
            LeftOut++;
        else
        {
            var sized = guest with
            {
                Cpus = guest.Cpus * unit.Cpus, Memory = guest.Memory * unit.Memory, Demand = guest.Demand * unit.Cpus,
            };
            if (hasDemand)
                waiting[guest.Id] = (sized, false);
            else
                Write(sized);
        }
    }

    public void Add(in TraceDemand demand)
    {
        if (!waiting.TryGetValue(demand.Id, out var known))
        {
            LeftOut++;
            return;
        }

        if (!known.IsWritten)
            waiting[demand.Id] = (known.Guest, true);
        Write(known.Guest with
        {
            Submitted = demand.Time, Duration = demand.Length,
            Demand = double.IsNaN(demand.Cpus) ? demand.Share * known.Guest.Cpus : demand.Cpus * unit.Cpus,
        });
    }

    public void Add(double time, double length, long events) => LeftOut++;

    /// <summary>The guests of whom no demand was told.</summary>
    public void Finish()
    {
        foreach (var (guest, isWritten) in waiting.Values)
            if (!isWritten)
                Write(guest);
    }

    private void Write(in TraceGuest guest)
    {
        Rows++;
        write(guest);
    }
}
