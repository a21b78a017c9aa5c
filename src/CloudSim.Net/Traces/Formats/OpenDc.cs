using System.Globalization;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Traces of the simulator OpenDC as text (github.com/atlarge-research/opendc, opendc-trace: TaskColumns, FragmentColumns): tasks with
/// <c>id,submission_time,duration,cpu_count,cpu_capacity,mem_capacity</c>, their fragments with <c>id,duration,cpu_usage</c>, and
/// failures of machines with <c>failure_interval,failure_duration,failure_intensity</c>. Times in ms, speeds in MHz. Columns are known by
/// the header; further ones may follow (<c>gpu_count</c>, <c>gpu_usage</c> and others).
/// </summary>
public static class OpenDc
{
    internal const double MostMilliseconds = OwnForm.MostSeconds * 1000, MostCpus = 65_536, MostSpeed = 1e12, MostMemory = 1e15;

    internal static readonly string[] TaskColumns = ["id", "submission_time", "duration", "cpu_count", "cpu_capacity", "mem_capacity"],
        FragmentColumns = ["id", "duration", "cpu_usage"],
        FailureColumns = ["failure_interval", "failure_duration", "failure_intensity"];

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("opendc-csv", "tasks") { Knows = head => Has(head, TaskColumns) || IsWithoutHeader(head, "tasks.csv", 6),
            IsNamed = head => head.Name is "tasks.csv", Read = ReadTasks },
        new("opendc-csv", "fragments") { Knows = head => Has(head, FragmentColumns) || IsWithoutHeader(head, "fragments.csv", 3),
            IsNamed = head => head.Name is "fragments.csv", Read = ReadFragments, IsDemand = true },
        new("opendc-csv", "failures") { Knows = head => Has(head, FailureColumns), Read = ReadFailures },
    ];

    /// <summary>Reports failures, each with the time since the one before.</summary>
    internal static void ReportFailures(TraceReading reading, Tally interval, Tally duration, Tally intensity)
    {
        reading.Figure("failures", interval.Count);
        reading.Figure("failure_interval", interval, "ms");
        reading.Figure("failure_duration", duration, "ms");
        reading.Figure("failure_intensity", intensity);
        reading.Figure("span", interval.Count > 0 ? interval.Sum : double.NaN, "ms");
        reading.Remark("failures of machines, not guests: only figures are told of them");
    }

    private static bool Has(TraceHead head, string[] columns)
    {
        var fields = head.Fields(0).Select(field => field.Trim().Trim('"')).ToList();
        return columns.All(fields.Contains);
    }

    // By the name and the numbers in the first line: read, it is refused with the columns that its header should have.
    private static bool IsWithoutHeader(TraceHead head, string name, int columns) => head.Name == name
        && head.Fields(0) is var fields && fields.Length == columns && Array.TrueForAll(fields, field => double.TryParse(field,
            NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private static TraceLayout Layout(string path, string[] columns)
    {
        var head = new TraceHead(path);
        return Has(head, columns) ? new TraceLayout([.. head.Fields(0).Select(field => field.Trim().Trim('"'))]) { HasHeader = true }
            : throw new InputException(path, 1, $"'{Printable.Of(head.First, most: 60)}' are not the columns", string.Join(',', columns));
    }

    private static int[] Places(TraceLayout layout, string[] columns) =>
        [.. columns.Select(column => layout.Columns.ToList().IndexOf(column))];

    private static IReadOnlyList<(int Place, string Name)> Further(TraceLayout layout, string[] columns) =>
        [.. layout.Columns.Index().Where(column => !columns.Contains(column.Item)).Select(column => (column.Index, column.Item))];

    private static void ReadTasks(TraceReading reading)
    {
        var layout = Layout(reading.Path, TaskColumns);
        var (at, further) = (Places(layout, TaskColumns), Further(layout, TaskColumns));
        var tasks = new OpenDcTasks(reading, Tasks(reading.Path, reading.SkipBad));
        var text = reading.Table(layout, row => Task(row, at), (row, task) =>
        {
            tasks.Add(task, row.Line, row.Wrong);
            foreach (var (place, name) in further)
                Add(row[place], value => tasks.Add(name, value), word => tasks.Add(name, word));
        });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("rows", text.Rows);
        reading.Figure("columns", layout.Columns.Count);
        reading.Figure("line_end", text.LineEnd);
        tasks.Report();
    }

    private static void ReadFragments(TraceReading reading)
    {
        var layout = Layout(reading.Path, FragmentColumns);
        var (at, further) = (Places(layout, FragmentColumns), Further(layout, FragmentColumns));
        var fragments = new OpenDcFragments(reading,
            reading.Beside("tasks.csv") is { } path ? Tasks(path, reading.SkipBad) : null);
        var text = reading.Table(layout, row => (Id: row.Text(at[0]), Duration: (double)row.Whole(at[1], 0, (long)MostMilliseconds),
            Usage: row.Number(at[2], 0, MostSpeed)), (row, fragment) =>
        {
            fragments.Add(fragment.Id, double.NaN, fragment.Duration, fragment.Usage);
            foreach (var (place, name) in further)
                Add(row[place], value => fragments.Add(name, value), word => fragments.Add(name, word));
        });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("rows", text.Rows);
        reading.Figure("columns", layout.Columns.Count);
        reading.Figure("line_end", text.LineEnd);
        fragments.Report();
    }

    private static void ReadFailures(TraceReading reading)
    {
        var layout = Layout(reading.Path, FailureColumns);
        var at = Places(layout, FailureColumns);
        Tally interval = new(), duration = new(), intensity = new();
        var text = reading.Table(layout, row => (Interval: (double)row.Whole(at[0], 0, (long)MostMilliseconds),
            Duration: (double)row.Whole(at[1], 0, (long)MostMilliseconds), Intensity: row.Number(at[2], 0, 1)), (_, failure) =>
        {
            interval.Add(failure.Interval);
            duration.Add(failure.Duration);
            intensity.Add(failure.Intensity);
        });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("rows", text.Rows);
        reading.Figure("columns", layout.Columns.Count);
        reading.Figure("line_end", text.LineEnd);
        ReportFailures(reading, interval, duration, intensity);
    }

    private static IEnumerable<OpenDcTask> Tasks(string path, bool skipBad)
    {
        var layout = Layout(path, TaskColumns);
        var at = Places(layout, TaskColumns);
        using var rows = new TraceRows(path, layout);
        for (; ; )
        {
            OpenDcTask task;
            try
            {
                if (!rows.Next())
                    yield break;
                task = Task(rows.Row, at);
            }
            catch (InputException e) when (skipBad && e.Line is not null)
            {
                // The tasks' own reading counts it.
                continue;
            }

            yield return task;
        }
    }

    private static OpenDcTask Task(TraceRow row, int[] at)
    {
        var task = new OpenDcTask(row.Text(at[0]), row.Whole(at[1], 0, (long)MostMilliseconds), row.Whole(at[2], 0, (long)MostMilliseconds),
            row.Number(at[3], 0.001, MostCpus), row.Number(at[4], 0.001, MostSpeed), row.Number(at[5], 0.001, MostMemory));
        return task.Submission + task.Duration <= MostMilliseconds ? task
            : throw row.Wrong(FormattableString.Invariant($"{task.Id} runs until {task.Submission + task.Duration:g6} ms"),
                FormattableString.Invariant($"submission_time and duration of {MostMilliseconds} ms together at most"));
    }

    private static void Add(string field, Action<double> number, Action<string> word)
    {
        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            number(value);
        else if (field.Length > 0)
            word(field);
    }
}
