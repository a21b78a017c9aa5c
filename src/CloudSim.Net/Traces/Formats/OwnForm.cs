namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// The form of this project, a CSV or Parquet: <c>id,submitted,duration,cpus,memory</c>, a guest a row, and with <c>demand</c> as sixth
/// column what it uses on average: then the same guest may have several rows, one for each stretch of its life. Times in seconds since the
/// start, memory in MiB, demand in CPUs; an empty duration has not ended, an empty field of another column is unknown.
/// </summary>
public static class OwnForm
{
    private const double MostCpus = 1 << 24, MostMemory = 1L << 32;

    internal const double LeastCpus = TracedGuest.LeastCpus;

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
        new("own", "guests as Parquet")
        {
            Knows = head => ParquetTable.NamesIn(head) is var names && Columns.Take(5).All(names.Contains),
            IsNamed = head => head.Name is "guests.parquet",
            Read = ReadParquet,
        },
    ];

    /// <summary>The rows of a CSV, one after the other as they are asked for.</summary>
    /// <exception cref="InputException">Other columns, or a bad row when it is reached.</exception>
    internal static IEnumerable<(TraceGuest Guest, TraceRow Row)> Rows(string path)
    {
        using var rows = new TraceRows(path, Layout(path));
        while (rows.Next())
            yield return (Parse(rows.Row), rows.Row);
    }

    private static void Read(TraceReading reading)
    {
        var layout = Layout(reading.Path);
        var guests = new Guests(reading, layout.Optional == 0);
        reading.Table(layout, Parse, (row, guest) => guests.Add(guest, row.Line, row.Wrong));
        guests.Report();
    }

    private static TraceLayout Layout(string path)
    {
        var head = new TraceHead(path);
        return head.HasColumns(',', "id", "submitted", "duration", "cpus", "memory")
            ? new(Columns) { HasHeader = true, Optional = head.HasColumns(',', [.. Columns]) ? 0 : 1 }
            : throw new InputException(path, 1, $"'{Printable.Of(head.First, most: 40)}' are not the columns", string.Join(',', Columns));
    }

    private static void ReadParquet(TraceReading reading)
    {
        using var table = new ParquetTable(reading.Path);
        var (id, submitted, duration) = (table.Need("id"), table.Need("submitted"), table.Need("duration"));
        var (cpus, memory, demand) = (table.Need("cpus"), table.Need("memory"), table.Find("demand"));
        var guests = new Guests(reading, demand is not null);
        table.Read((at, row) => reading.Take((at, row), place =>
        {
            double Some(ParquetColumn? column, double least, double most) => column is null || column.Text(place.at).Length == 0
                ? double.NaN : table.Number(column, place.at, place.row, least, most);
            InputException Wrong(string what, string right) => table.Wrong(place.row, what, right);
            guests.Add(Checked(table.Text(id, place.at, place.row), table.Number(submitted, place.at, place.row, 0, MostSeconds),
                Some(duration, 0, MostSeconds), Some(cpus, LeastCpus, MostCpus), Some(memory, 0, MostMemory), Some(demand, 0, MostCpus),
                Wrong), place.row, Wrong);
        }));
        guests.Report();
    }

    private static TraceGuest Parse(TraceRow row) => Checked(row.Text(0), row.Number(1, 0, MostSeconds), row.NumberOrNaN(2, 0, MostSeconds),
        row.NumberOrNaN(3, LeastCpus, MostCpus), row.NumberOrNaN(4, 0, MostMemory), row.NumberOrNaN(5, 0, MostCpus), row.Wrong);

    private static TraceGuest Checked(string id, double submitted, double duration, double cpus, double memory, double demand,
        Func<string, string, InputException> wrong) => submitted + duration > MostSeconds
            ? throw wrong(FormattableString.Invariant($"{id} runs until {submitted + duration:g6} s"),
                FormattableString.Invariant($"submitted and duration of {MostSeconds} s together at most"))
            : new(id, submitted, double.IsNaN(duration) ? double.PositiveInfinity : duration, cpus, memory, demand);

    // What is reported of guests, however they are written.
    private sealed class Guests(TraceReading reading, bool hasDemand)
    {
        private readonly DistinctNames ids = new();
        private readonly Tally submitted = new(), duration = new(), cpus = new(), memory = new(), demand = new();
        private double before = double.NegativeInfinity, last = double.NegativeInfinity;
        private long rows, unsorted, unended;

        public void Add(TraceGuest guest, int line, Func<string, string, InputException> wrong)
        {
            if (ids.FirstLine(guest.Id, line) is { } first && !hasDemand)
                throw wrong($"{guest.Id} stands twice, first in line {first}", "a name of its own for each guest");
            rows++;
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
        }

        public void Report()
        {
            reading.Figure("rows", rows);
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
    }
}
