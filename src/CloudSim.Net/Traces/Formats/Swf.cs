using System.Globalization;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// The Standard Workload Format of the Parallel Workloads Archive, version 2.2 (Feitelson, Tsafrir, Krakov, JPDC 2014; the archive's page
/// on the format): a job a line, 18 numbers with blanks between, -1 where a value is unknown; lines that begin with <c>;</c> tell of the
/// machine. A job may be followed by lines of its parts between checkpoints (status 2 to 4), under its own number: these are counted, and
/// are no guests of their own. A guest is submitted when its job is; how long it then waited is a figure alone.
/// </summary>
public static class Swf
{
    private const double Most = OwnForm.MostSeconds, KibOfMib = 1024;

    private static readonly TraceLayout Jobs = new("job number", "submit time", "wait time", "run time", "allocated processors",
        "average CPU time", "used memory", "requested processors", "requested time", "requested memory", "status", "user", "group",
        "executable", "queue", "partition", "preceding job", "think time")
    {
        Separator = ' ', Comment = ';',
    };

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("swf", "jobs")
        {
            Knows = head => Words(head) is { Length: 18 } words && words.All(word =>
                double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)),
            IsNamed = head => head.Name.EndsWith(".swf", StringComparison.Ordinal),
            Read = Read,
        },
    ];

    private static string[] Words(TraceHead head) =>
        head.Lines.FirstOrDefault(line => line.TrimStart() is not ([] or [';', ..]))?
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static void Read(TraceReading reading)
    {
        DistinctNames numbers = new(), users = new(), groups = new(), executables = new(), queues = new(), partitions = new();
        Column wait = new(), run = new(), allocated = new(), cpuTime = new(), used = new(), requested = new(), time = new(), memory = new();
        var submit = new Tally();
        var status = new SortedDictionary<long, long>();
        var (unsorted, before, end, coreSeconds, zero) = (0L, double.NegativeInfinity, double.NegativeInfinity, 0.0, 0L);
        var (parts, doubles) = (0L, 0L);
        var text = reading.Table(Jobs, Parse, (row, job) =>
        {
            var isPart = job.Status is >= 2 and <= 4;
            if (numbers.FirstLine(job.Number, row.Line) is { } first)
                doubles += isPart ? 1 : throw row.Wrong($"job {job.Number} stands twice, first in line {first}",
                    "a number of its own for each job");
            unsorted += job.Submit < before ? 1 : 0;
            before = job.Submit;
            submit.Add(job.Submit);
            wait.Add(job.Wait);
            run.Add(job.Run);
            allocated.Add(job.Allocated);
            cpuTime.Add(job.CpuTime);
            used.Add(job.Used);
            requested.Add(job.Requested);
            time.Add(job.Time);
            memory.Add(job.Memory);
            status[job.Status] = status.GetValueOrDefault(job.Status) + 1;
            end = Math.Max(end, job.Submit + OrZero(job.Wait) + OrZero(job.Run));
            zero += job.Run == 0 ? 1 : 0;
            Known(users, row[11]);
            Known(groups, row[12]);
            Known(executables, row[13]);
            Known(queues, row[14]);
            Known(partitions, row[15]);
            parts += isPart ? 1 : 0;
            if (isPart)
                return;
            coreSeconds += OrZero(job.Run * job.Allocated);
            reading.Sink.Add(job.Guest);
        });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("header_lines", text.Comments);
        reading.Figure("jobs", text.Rows);
        reading.Figure("columns", text.Rows > 0 ? text.MostColumns : 0);
        reading.Figure("rows_not_18_fields", 0);
        reading.Figure("submit.first", submit.Min, "s");
        reading.Figure("submit.last", submit.Max, "s");
        reading.Figure("rows_unsorted_by_submit", unsorted);
        reading.Figure("duplicate_job_numbers", doubles);
        wait.Tell(reading, "wait", "s");
        run.Tell(reading, "run", "s");
        allocated.Tell(reading, "processors", "");
        requested.Tell(reading, "requested_processors", "");
        time.Tell(reading, "requested_time", "s");
        cpuTime.Tell(reading, "average_cpu_time", "s");
        used.Tell(reading, "used_memory", "KB");
        memory.Tell(reading, "requested_memory", "KB");
        reading.Figure("status", status);
        reading.Figure("last_end_(submit+wait+run)", double.IsFinite(end) ? end : double.NaN, "s");
        reading.Figure("core_seconds", coreSeconds, "core s");
        reading.Figure("jobs_run_zero", zero);
        reading.Figure("users", users);
        reading.Figure("groups", groups);
        reading.Figure("executables", executables);
        reading.Figure("queues", queues);
        reading.Figure("partitions", partitions);
        reading.Figure("partial_executions", parts);
        Tell(reading, new TraceHead(reading.Path), "MaxNodes", "MaxProcs", "UnixStartTime");
        if (parts > 0)
            reading.Remark("lines with a status of 2 to 4 are parts of jobs that have a line of their own: they are no guests");
        if (text.Rows > 0 && wait.Values.Count == 0)
            reading.Remark("no wait is known: the times may be those of starts");
        if (status.Keys.Any(code => code > 5))
            reading.Remark("a status above 5 is none of the format's");
    }

    private static Job Parse(TraceRow row)
    {
        var number = row.Whole(0, 0).ToString(CultureInfo.InvariantCulture);
        var (submit, wait, run) = (row.Number(1, 0, Most), Value(row, 2, Most), Value(row, 3, Most));
        var (allocated, requested) = (Value(row, 4), Value(row, 7));
        var (cpuTime, used, memory) = (Value(row, 5), Value(row, 6), Value(row, 9));
        var status = row.Whole(10, -1);
        for (var i = 11; i < 17; i++)
            row.Whole(i, -1);
        var time = Value(row, 8, Most);
        Value(row, 17, Most);
        if (submit + OrZero(wait) + OrZero(run) > Most)
            throw row.Wrong(FormattableString.Invariant($"job {number} ends at {submit + OrZero(wait) + OrZero(run):g6} s"),
                FormattableString.Invariant($"submit, wait and run time of {Most} s together at most"));
        var cpus = allocated > 0 ? allocated : requested > 0 ? requested : double.NaN;
        var share = run > 0 ? Math.Min(1, cpuTime / run) : double.NaN;
        var each = memory > 0 ? memory : used > 0 ? used : double.NaN;
        return new(number, submit, wait, run, allocated, cpuTime, used, requested, time, memory, status,
            new(number, submit, run, cpus, each * cpus / KibOfMib, share * cpus));
    }

    // NaN where it is unknown; nothing else is below 0.
    private static double Value(TraceRow row, int column, double most = 1e18) =>
        row.Number(column, -1, most) is var value && value >= 0 ? value
            : value == -1 ? double.NaN : throw row.Wrong(column, "0 or more, or -1 where it is unknown");

    private static void Known(DistinctNames names, string name)
    {
        if (name != "-1")
            names.Add(name);
    }

    private static double OrZero(double value) => double.IsNaN(value) ? 0 : value;

    // What the lines before the first job say of the machine.
    private static void Tell(TraceReading reading, TraceHead head, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (head.Lines.Select(line => line.TrimStart(';', ' ', '\t')).FirstOrDefault(line => line.StartsWith($"{name}:",
                StringComparison.Ordinal)) is { } said && long.TryParse(said[(name.Length + 1)..].Split('(')[0], NumberStyles.Integer,
                CultureInfo.InvariantCulture, out var value))
                reading.Figure(name, value, name == "UnixStartTime" ? "s" : "");
    }

    private sealed class Column
    {
        private long unknown;

        public Tally Values { get; } = new();

        public void Add(double value)
        {
            unknown += double.IsNaN(value) ? 1 : 0;
            Values.Add(value);
        }

        public void Tell(TraceReading reading, string name, string unit)
        {
            reading.Figure($"{name}.minus_one", unknown);
            reading.Figure($"{name}.without_minus_one", Values, unit);
        }
    }

    private readonly record struct Job(string Number, double Submit, double Wait, double Run, double Allocated, double CpuTime, double Used,
        double Requested, double Time, double Memory, long Status, TraceGuest Guest);
}
