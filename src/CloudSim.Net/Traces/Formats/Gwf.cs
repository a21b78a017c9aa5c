namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Workflows of the Grid Workloads Archive as OpenDC reads them (github.com/atlarge-research/opendc, opendc-trace-gwf): a CSV with blanks
/// around its fields, a job a row, whose last column names the jobs of the same workflow that come before it, with blanks between. -1 is
/// unknown. A job's number counts within its workflow, so a guest is called <c>workflow/job</c>.
/// </summary>
public static class Gwf
{
    private const double Most = OwnForm.MostSeconds;

    private static readonly string[] Columns = ["WorkflowID", "JobID", "SubmitTime", "RunTime", "NProcs", "ReqNProcs", "Dependencies"];

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("gwf", "jobs")
        {
            Knows = head => head.HasColumns(',', Columns),
            IsNamed = head => head.Name.EndsWith(".gwf", StringComparison.Ordinal),
            Read = Read,
        },
    ];

    private static void Read(TraceReading reading)
    {
        var layout = new TraceLayout(HeaderLine.Of(reading, Columns)) { HasHeader = true };
        DistinctNames workflows = new(), jobs = new();
        Tally submit = new(), run = new(), allocated = new(), requested = new();
        var (edges, later, unsorted, before, end, unknown, roots) = (0L, 0L, 0L, double.NegativeInfinity, double.NegativeInfinity, 0L, 0L);
        var text = reading.Table(layout, Parse, (row, job) =>
        {
            if (jobs.FirstLine(job.Guest.Id, row.Line) is { } first)
                throw row.Wrong($"job {Printable.Of(job.Guest.Id, most: 80)} stands twice, first in line {first}",
                    "a number of its own for each job of a workflow");
            workflows.Add(job.Workflow);
            edges += job.After.Length;
            later += job.After.Count(other => !jobs.Contains($"{job.Workflow}/{other}"));
            roots += job.After.Length == 0 ? 1 : 0;
            unsorted += job.Guest.Submitted < before ? 1 : 0;
            before = job.Guest.Submitted;
            submit.Add(job.Guest.Submitted);
            run.Add(job.Guest.Duration);
            unknown += double.IsNaN(job.Guest.Duration) ? 1 : 0;
            allocated.Add(job.Allocated);
            requested.Add(job.Requested);
            end = Math.Max(end, double.IsNaN(job.Guest.Duration) ? job.Guest.Submitted : job.Guest.Submitted + job.Guest.Duration);
            reading.Sink.Add(job.Guest);
        });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("jobs", text.Rows);
        reading.Figure("workflows", workflows);
        reading.Figure("columns", text.Rows > 0 ? text.MostColumns : 0);
        reading.Figure("edges", edges);
        if (jobs.IsExact)
            reading.Figure("edges_to_jobs_not_before", later);
        reading.Figure("jobs_without_dependencies", roots);
        reading.Figure("submit.min", submit.Min, "s");
        reading.Figure("submit.max", submit.Max, "s");
        reading.Figure("rows_unsorted_by_submit", unsorted);
        reading.Figure("run", run, "s");
        reading.Figure("run.minus_one", unknown);
        reading.Figure("processors", allocated);
        reading.Figure("requested_processors", requested);
        reading.Figure("last_end_(submit+run)", double.IsFinite(end) ? end : double.NaN, "s");
        if (later > 0 && jobs.IsExact)
            reading.Remark("some jobs come after others that stand later in the file, or nowhere in it");
    }

    private static Job Parse(TraceRow row)
    {
        var (workflow, job, submit, run) = (row.Text(0), row.Text(1), row.Number(2, 0, Most), Value(row, 3, Most));
        var (allocated, requested) = (Value(row, 4, 1 << 30), Value(row, 5, 1 << 30));
        if (submit + run > Most)
            throw row.Wrong(FormattableString.Invariant($"job {Printable.Of(job, most: 80)} ends at {submit + run:g6} s"),
                FormattableString.Invariant($"submit and run time of {Most} s together at most"));
        var after = Array.FindAll(row[6].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), other => other != "-1");
        if (after.Contains(job))
            throw row.Wrong(6, "jobs other than itself");
        var cpus = allocated > 0 ? allocated : requested > 0 ? requested : double.NaN;
        return new(workflow, allocated, requested, after, new($"{workflow}/{job}", submit, run, cpus, double.NaN, double.NaN));
    }

    private static double Value(TraceRow row, int column, double most) =>
        row.Number(column, -1, most) is var value && value >= 0 ? value
            : value == -1 ? double.NaN : throw row.Wrong(column, "0 or more, or -1 where it is unknown");

    private readonly record struct Job(string Workflow, double Allocated, double Requested, string[] After, TraceGuest Guest);
}
