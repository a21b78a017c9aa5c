namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// A table of Alibaba's of batch tasks, each a guest of all its instances: CPUs are 1/100 cores per instance, and memory, a share of a
/// machine's, is not told. Tasks that wait have none of both; an end of 0, or none, is unknown, or has not come
/// yet where the task runs.
/// </summary>
/// <param name="Layout">How it is written.</param>
/// <param name="At">Where its columns are.</param>
/// <param name="IsOf2018">Whether names of tasks tell what they wait for, and ends before the start are known to occur.</param>
internal sealed record AlibabaTasks(TraceLayout Layout, AlibabaTasks.Place At, bool IsOf2018)
{
    private const double UnitsOfCpu = 100, Most = 1e9;

    /// <summary>Where the columns are.</summary>
    internal sealed record Place(int Start, int End, int Job, int Task, int Instances, int Status, int Cpu, int Memory);

    /// <summary>The layout with a header, if the first line has no number, as copies of these tables have.</summary>
    internal static TraceLayout WithHeader(TraceLayout layout, string path, out bool hasHeader)
    {
        hasHeader = new TraceHead(path).Fields(0) is { Length: > 1 } fields
            && fields.All(field => field.Trim().Length > 0 && !RowShape.IsNumber(field));
        return layout with { HasHeader = hasHeader };
    }

    /// <summary>Reads one.</summary>
    public void Read(TraceReading reading)
    {
        var (table, times, ends, graph) = (new TableSum(reading), new RowTimes(), new RowTimes(), new AlibabaGraph());
        var (jobs, tasks) = (new DistinctNames(), new DistinctNames());
        var statuses = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var (doubles, unsized, endless, empty, unstarted, backward) = (0L, 0L, 0L, 0L, 0L, 0L);
        var running = 0L;
        Tally duration = new(), instances = new(), cpu = new(), memory = new();
        table.Read(WithHeader(Layout, reading.Path, out var hasHeader), Parse, (row, task) =>
        {
            times.Add(task.Start);
            ends.Add(task.End);
            jobs.Add(task.Job);
            doubles += tasks.Add(task.Job, task.Name) ? 0 : 1;
            statuses[task.Status] = statuses.GetValueOrDefault(task.Status) + 1;
            instances.Add(task.Instances);
            cpu.Add(task.Cpu);
            memory.Add(task.Memory);
            unsized += double.IsNaN(task.Cpu) && double.IsNaN(task.Memory) ? 1 : 0;
            empty += row[At.End].Length == 0 ? 1 : 0;
            endless += task.Start != 0 && row[At.End].Length > 0 && task.End == 0 ? 1 : 0;
            unstarted += task.Start == 0 ? 1 : 0;
            backward += task.End != 0 && task.End < task.Start ? 1 : 0;
            running += task.Status == "Running" && task.End == 0 ? 1 : 0;
            if (IsOf2018)
                graph.Add(task.Job, task.Name, task.Start, task.End);
            if (task.End >= task.Start && task.End > 0)
                duration.Add(task.End - task.Start);
            if (task.HasRun(IsOf2018))
                reading.Sink.Add(new TraceGuest($"{task.Job}/{task.Name}", task.Start, task.Duration,
                    task.Cpu / UnitsOfCpu * task.Instances, double.NaN, double.NaN));
        });
        table.ReportBytes();
        reading.Figure("header", hasHeader ? "yes" : "no");
        reading.Figure("rows", table.Rows);
        reading.Figure("columns", table.Most);
        table.ReportEnd();
        reading.Figure("empty_cells", table.Empty);
        times.Report(reading, IsOf2018 ? "start" : "create", "s");
        ends.Report(reading, "end", "s");
        reading.Figure("time.min", table.Rows > 0 ? times.Min : double.NaN, "s");
        reading.Figure("time.max", table.Rows > 0 ? Math.Max(times.Max, ends.Max) : double.NaN, "s");
        reading.Figure("rows_unsorted_by_time", times.Unsorted);
        reading.Figure("jobs", jobs);
        reading.Figure("tasks", tasks);
        reading.Figure("duplicate_tasks", doubles);
        reading.Figure("status", statuses);
        reading.Figure("rows_without_cpu_and_memory", unsized);
        reading.Figure("rows_end_zero_with_start_set", endless);
        reading.Figure("rows_end_empty", empty);
        reading.Figure("rows_end_before_start", backward);
        reading.Figure("rows_running_with_end_zero", running);
        reading.Figure(IsOf2018 ? "rows_never_started" : "rows_create_zero", unstarted);
        reading.Figure("duration", duration, "s");
        reading.Figure("instances", instances);
        reading.Figure("cpu", cpu, "1/100 core");
        reading.Figure("memory", memory, IsOf2018 ? "0..100" : "0..1");
        if (IsOf2018)
            graph.Report(reading);
        reading.Remark("a task is told with the CPUs of all its instances; its memory is a share of a machine's, and not told");
        if (backward > 0)
            reading.Remark($"{backward} tasks end before they start: they are not told");
    }

    private Task Parse(TraceRow row)
    {
        var task = new Task(row.Text(At.Job), row.Text(At.Task), Time(row, At.Start), Time(row, At.End),
            row[At.Instances].Length == 0 ? 1 : row.Whole(At.Instances, 0, int.MaxValue), row.Text(At.Status),
            row.NumberOrNaN(At.Cpu, 0, Most), row.NumberOrNaN(At.Memory, 0, Most));
        return !IsOf2018 && task.End != 0 && task.End < task.Start
            ? throw row.Wrong($"end {task.End} is before create {task.Start}", "a task that ends after it was created, or 0")
            : task;
    }

    private static long Time(TraceRow row, int column) => row[column].Length == 0 ? 0 : row.Whole(column, 0, (long)OwnForm.MostSeconds);

    private readonly record struct Task(string Job, string Name, long Start, long End, long Instances, string Status, double Cpu,
        double Memory)
    {
        public double Duration => End != 0 ? End - Start : Status is "Terminated" or "Failed" or "Cancelled" ? double.NaN
            : double.PositiveInfinity;

        public bool HasRun(bool isOf2018) => Status is not ("Waiting" or "Ready") && (End >= Start || End == 0) && (Start > 0 || !isOf2018);
    }
}
