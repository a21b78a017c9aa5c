namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// The form of this project, a CSV: <c>id,submitted,duration,cpus,memory</c>, a guest a row, and with <c>demand</c> as sixth column what it
/// uses on average: then the same guest may have several rows, one for each stretch of its life. Times in seconds since the start, memory
/// in MiB, demand in CPUs; an empty duration has not ended, an empty field of another column is unknown.
/// </summary>
public static class OwnForm
{
    /// <summary>Its columns; the last may be left out.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["id", "submitted", "duration", "cpus", "memory", "demand"];

    /// <summary>Seconds that a time may have: as far as CPU time is counted (292 years).</summary>
    public const double MostSeconds = 9.2e9;

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("own", "guests")
        {
            Knows = head => head.HasColumns(',', "id", "submitted", "duration", "cpus", "memory"),
            IsNamed = head => head.Name is "guests.csv",
            Read = Read,
        },
    ];

    private static void Read(TraceReading reading)
    {
        var head = new TraceHead(reading.Path);
        var hasDemand = head.HasColumns(',', [.. Columns]);
        var layout = new TraceLayout(Columns) { HasHeader = true, Optional = hasDemand ? 0 : 1 };
        if (!head.HasColumns(',', "id", "submitted", "duration", "cpus", "memory"))
            throw new InputException(reading.Path, 1, $"'{Printable.Of(head.First, most: 40)}' are not the columns", string.Join(',', Columns));
        var ids = new DistinctNames();
        Tally submitted = new(), duration = new(), cpus = new(), memory = new(), demand = new();
        var (unsorted, before, unended, last) = (0L, double.NegativeInfinity, 0L, double.NegativeInfinity);
        var text = reading.Table(layout, Parse, (row, guest) =>
        {
            if (ids.FirstLine(guest.Id, row.Line) is { } first && !hasDemand)
                throw row.Wrong($"{guest.Id} stands twice, first in line {first}", "a name of its own for each guest");
            unsorted += guest.Submitted < before ? 1 : 0;
            before = guest.Submitted;
            unended += double.IsInfinity(guest.Duration) ? 1 : 0;
            submitted.Add(guest.Submitted);
            if (double.IsFinite(guest.Duration))
            {
                duration.Add(guest.Duration);
                last = Math.Max(last, guest.Submitted + guest.Duration);
            }

            cpus.Add(guest.Cpus);
            memory.Add(guest.Memory);
            demand.Add(guest.Demand);
            reading.Sink.Add(guest);
        });
        reading.Figure("rows", text.Rows);
        reading.Figure("guests", ids);
        reading.Figure("submitted.first", submitted.Min, "s");
        reading.Figure("submitted.last", submitted.Max, "s");
        reading.Figure("span", double.IsFinite(last) ? last - submitted.Min : double.NaN, "s");
        reading.Figure("rows_unsorted_by_submitted", unsorted);
        reading.Figure("not_ended", unended);
        reading.Figure("duration", duration, "s");
        reading.Figure("cpus", cpus);
        reading.Figure("memory", memory, "MiB");
        if (hasDemand)
            reading.Figure("demand", demand);
    }

    private static TraceGuest Parse(TraceRow row)
    {
        var (submitted, duration) = (row.Number(1, 0, MostSeconds), row.NumberOrNaN(2, 0, MostSeconds));
        var guest = new TraceGuest(row.Text(0), submitted, double.IsNaN(duration) ? double.PositiveInfinity : duration,
            row.NumberOrNaN(3, 0.001, 65_536), row.NumberOrNaN(4, 0, 1L << 32), row.NumberOrNaN(5, 0, 65_536));
        return submitted + duration > MostSeconds
            ? throw row.Wrong(FormattableString.Invariant($"{guest.Id} runs until {submitted + duration:g6} s"),
                FormattableString.Invariant($"submitted and duration of {MostSeconds} s together at most"))
            : guest;
    }
}
