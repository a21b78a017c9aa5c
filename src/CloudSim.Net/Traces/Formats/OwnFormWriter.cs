using System.Globalization;
using System.Text;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Writes a trace in the project's own form (<see cref="OwnForm"/>): a row for each stretch of which the demand is known, and one for each
/// guest without. Times count from <paramref name="zero"/>.
/// </summary>
/// <param name="stream">Where to; it stays open.</param>
/// <param name="zero">The trace's time that is 0.</param>
/// <param name="hasDemand">Whether the trace tells of demands apart from guests.</param>
/// <param name="machine">What a whole machine is, for formats that have shares of one: CPUs and MiB.</param>
public sealed class OwnFormWriter(Stream stream, double zero, bool hasDemand, (double Cpus, double Memory) machine) : ITraceSink, IDisposable
{
    private readonly StreamWriter writer = Begun(stream);
    private readonly Dictionary<string, (TraceGuest Guest, bool IsWritten)> waiting = new(StringComparer.Ordinal);
    private (double Cpus, double Memory) unit = (1, 1);

    /// <summary>Rows that were written.</summary>
    public long Rows { get; private set; }

    /// <summary>What was left out, as it is no guest of a known begin, length and guest.</summary>
    public long LeftOut { get; private set; }

    /// <inheritdoc/>
    public void Begin(TraceFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        unit = format.IsOfMachines ? machine : (1, 1);
    }

    /// <inheritdoc/>
    public void Add(in TraceGuest guest)
    {
        if (double.IsNaN(guest.Duration))
            LeftOut++;
        else
        {
            var sized = guest with { Cpus = guest.Cpus * unit.Cpus, Memory = guest.Memory * unit.Memory, Demand = guest.Demand * unit.Cpus };
            if (hasDemand)
                waiting[guest.Id] = (sized, false);
            else
                Write(sized);
        }
    }

    /// <inheritdoc/>
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

    /// <inheritdoc/>
    public void Add(double time, double length, long events) => LeftOut++;

    /// <summary>Writes the guests of whom no demand was told, and what is still kept.</summary>
    public void Dispose()
    {
        foreach (var (guest, isWritten) in waiting.Values)
            if (!isWritten)
                Write(guest);
        writer.Dispose();
    }

    private static StreamWriter Begun(Stream stream)
    {
        var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', OwnForm.Columns));
        return writer;
    }

    private void Write(in TraceGuest guest)
    {
        Rows++;
        writer.WriteLine(string.Join(',', Quoted(guest.Id), Number(guest.Submitted - zero), Number(guest.Duration), Number(guest.Cpus),
            Number(guest.Memory), Number(guest.Demand)));
    }

    private static string Quoted(string id) =>
        id.AsSpan().IndexOfAny(",\"\r\n") < 0 ? id : $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
