namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Traces of the simulator OpenDC as Parquet (github.com/atlarge-research/opendc, opendc-trace: TaskReadSupport, FragmentReadSupport), in
/// three generations: v2.0 with <c>submissionTime</c>, <c>endTime</c>, <c>maxCores</c> and <c>requiredMemory</c> (no speed) and fragments
/// with <c>time</c> (their end) and <c>cpuUsage</c>; v2.1 with ids as texts and <c>cpu_count</c> in fragments; and today's with ids as
/// numbers, and where tasks need them <c>gpu_*</c> and lists of <c>parents</c> and <c>children</c>.
/// </summary>
public static class OpenDcParquet
{
    private static readonly string[] UsualOfTasks = ["id", "submission_time", "submissionTime", "duration", "endTime", "cpu_count",
        "maxCores", "cpu_capacity", "mem_capacity", "requiredMemory", "parents", "children"],
        UsualOfFragments = ["id", "time", "duration", "cpu_usage", "cpuUsage"];

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("opendc-parquet", "tasks") { Knows = head => Has(head, "id", "submission_time", "duration")
            || Has(head, "id", "submissionTime", "endTime"), IsNamed = head => head.Name is "tasks.parquet", Read = ReadTasks },
        new("opendc-parquet", "fragments") { Knows = head => Has(head, "id", "duration", "cpu_usage")
            || Has(head, "id", "duration", "cpuUsage"), IsNamed = head => head.Name is "fragments.parquet", Read = ReadFragments,
            IsDemand = true },
        new("opendc-parquet", "failures") { Knows = head => Has(head, OpenDc.FailureColumns), Read = ReadFailures },
    ];

    private static bool Has(TraceHead head, params string[] columns)
    {
        var names = ParquetTable.NamesIn(head);
        return columns.All(names.Contains);
    }

    private static void ReadTasks(TraceReading reading)
    {
        var tasks = new OpenDcTasks(reading, Tasks(reading.Path, reading.SkipBad));
        using var table = new ParquetTable(reading.Path);
        var columns = new TaskColumns(table);
        var (parents, children) = (table.Find("parents"), table.Find("children"));
        var (up, down) = (new Edges(), new Edges());
        var further = Further(table, UsualOfTasks);
        table.Read((at, row) => reading.Take((at, row), place =>
        {
            var task = columns.Task(place.at, place.row);
            tasks.Add(task, place.row, (what, right) => table.Wrong(place.row, what, right));
            foreach (var parent in parents?.Items(place.at) ?? [])
                up.Add(parent, task.Id);
            foreach (var child in children?.Items(place.at) ?? [])
                down.Add(task.Id, child);
            Add(further, place.at, tasks.Add, tasks.Add);
        }));
        table.Report(reading);
        tasks.Report();
        if (parents is not null)
            reading.Figure("edges_(parents)", up.Count);
        if (children is not null)
            reading.Figure("edges_(children)", down.Count);
        if (parents is not null && children is not null && up != down)
            reading.Remark("parents and children do not agree");
    }

    private static void ReadFragments(TraceReading reading)
    {
        var beside = reading.Beside("tasks.parquet");
        var fragments = new OpenDcFragments(reading, beside is null ? null : Tasks(beside, reading.SkipBad));
        using var table = new ParquetTable(reading.Path);
        var (id, time) = (table.Need("id"), table.Find("time"));
        var (duration, usage) = (table.Need("duration"), table.Need("cpu_usage", "cpuUsage"));
        var further = Further(table, UsualOfFragments);
        var times = new Tally();
        table.Read((at, row) => reading.Take((at, row), place =>
        {
            var length = table.Number(duration, place.at, place.row, 0, OpenDc.MostMilliseconds);
            var end = time is null ? double.NaN : table.Number(time, place.at, place.row, length, OpenDc.MostMilliseconds);
            fragments.Add(table.Text(id, place.at, place.row), end, length, table.Number(usage, place.at, place.row, 0, OpenDc.MostSpeed));
            times.Add(end);
            Add(further, place.at, fragments.Add, fragments.Add);
        }));
        table.Report(reading);
        if (time is not null)
        {
            reading.Figure("time.min", times.Min, "ms since 1970");
            reading.Figure("time.max", times.Max, "ms since 1970");
            reading.Remark("time is the end of a fragment, so the first of a task begins before its submission");
        }

        fragments.Report();
    }

    private static void ReadFailures(TraceReading reading)
    {
        using var table = new ParquetTable(reading.Path);
        var columns = OpenDc.FailureColumns.Select(name => table.Need(name)).ToList();
        Tally interval = new(), duration = new(), intensity = new();
        table.Read((at, row) => reading.Take((at, row), place =>
        {
            double Value(int column, double most) => table.Number(columns[column], place.at, place.row, 0, most);
            var (since, length, share) = (Value(0, OpenDc.MostMilliseconds), Value(1, OpenDc.MostMilliseconds), Value(2, 1));
            interval.Add(since);
            duration.Add(length);
            intensity.Add(share);
        }));
        table.Report(reading);
        OpenDc.ReportFailures(reading, interval, duration, intensity);
    }

    private static List<OpenDcTask> Tasks(string path, bool skipBad)
    {
        using var table = new ParquetTable(path);
        var columns = new TaskColumns(table);
        var tasks = new List<OpenDcTask>();
        table.Read((at, row) =>
        {
            try
            {
                tasks.Add(columns.Task(at, row));
            }
            catch (InputException) when (skipBad)
            {
                // The tasks' own reading counts it.
            }
        });
        return tasks;
    }

    private static IReadOnlyList<ParquetColumn> Further(ParquetTable table, string[] usual) =>
        [.. table.Names.Except(usual).Select(name => table.Find(name)).OfType<ParquetColumn>()];

    private static void Add(IReadOnlyList<ParquetColumn> further, int at, Action<string, double> number, Action<string, string> word)
    {
        foreach (var column in further)
            if (column.IsText || column.IsList)
                word(column.Name, column.Text(at));
            else
                number(column.Name, column.Number(at));
    }

    private sealed class TaskColumns(ParquetTable table)
    {
        private readonly ParquetColumn id = table.Need("id"), submission = table.Need("submission_time", "submissionTime"),
            length = table.Need("duration", "endTime"), count = table.Need("cpu_count", "maxCores"),
            memory = table.Need("mem_capacity", "requiredMemory");

        private readonly ParquetColumn? speed = table.Find("cpu_capacity");

        public OpenDcTask Task(int at, int row)
        {
            var name = table.Text(id, at, row);
            var begin = table.Number(submission, at, row, 0, OpenDc.MostMilliseconds);
            var duration = table.Number(length, at, row, 0, OpenDc.MostMilliseconds);
            if (length.Name == "endTime" && (duration -= begin) < 0)
                throw table.Wrong(row, FormattableString.Invariant($"endTime {duration + begin} is before submissionTime {begin}"),
                    "a task that ends after it was submitted");
            if (begin + duration > OpenDc.MostMilliseconds)
                throw table.Wrong(row, FormattableString.Invariant($"{name} runs until {begin + duration:g6} ms"),
                    FormattableString.Invariant($"at most {OpenDc.MostMilliseconds} ms"));
            return new(name, begin, duration, table.Number(count, at, row, 0, OpenDc.MostCpus),
                speed is null ? double.NaN : table.Number(speed, at, row, 0, OpenDc.MostSpeed),
                table.Number(memory, at, row, 0, OpenDc.MostMemory));
        }
    }

    // Edges in any order: how many, and the sum of their hashes.
    private record struct Edges(long Count, UInt128 Sum)
    {
        public void Add(string from, string to) => (Count, Sum) = (Count + 1, unchecked(Sum + DistinctNames.Hash($"{from}\0{to}")));
    }
}
