using System.Globalization;
using System.Text;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Writes a trace in the project's own form (<see cref="OwnForm"/>): a row for each stretch of which the demand is known, and one for each
/// guest without. Times count from <c>zero</c>.
/// </summary>
public sealed class OwnFormWriter : ITraceSink, IDisposable
{
    private readonly OwnFormRows rows;
    private readonly StreamWriter writer;

    /// <summary>A writer that has written the header.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="zero">The trace's time that is 0.</param>
    /// <param name="hasDemand">Whether the trace tells of demands apart from guests.</param>
    /// <param name="machine">What a whole machine is, for formats that have shares of one: CPUs and MiB.</param>
    public OwnFormWriter(Stream stream, double zero, bool hasDemand, (double Cpus, double Memory) machine)
    {
        writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', OwnForm.Columns));
        rows = new(hasDemand, machine, guest => writer.WriteLine(string.Join(',', Quoted(guest.Id), Number(guest.Submitted - zero),
            Number(guest.Duration), Number(guest.Cpus), Number(guest.Memory), Number(guest.Demand))));
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
        using var writer = new OwnFormWriter(stream, 0, false, machine);
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

    /// <summary>Rows that were written.</summary>
    public long Rows => rows.Rows;

    /// <summary>What was left out, as it is no guest of a known begin, length and guest.</summary>
    public long LeftOut => rows.LeftOut;

    /// <inheritdoc/>
    public void Begin(TraceFormat format) => rows.Begin(format);

    /// <inheritdoc/>
    public void Add(in TraceGuest guest) => rows.Add(guest);

    /// <inheritdoc/>
    public void Add(in TraceDemand demand) => rows.Add(demand);

    /// <inheritdoc/>
    public void Add(double time, double length, long events) => rows.Add(time, length, events);

    /// <summary>Writes the guests of whom no demand was told, and what is still kept.</summary>
    public void Dispose()
    {
        rows.Finish();
        writer.Dispose();
    }

    private static string Quoted(string id) =>
        id.AsSpan().IndexOfAny(",\"\r\n") < 0 ? id : $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
