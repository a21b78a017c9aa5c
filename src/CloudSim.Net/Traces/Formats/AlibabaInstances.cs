namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// A table of Alibaba's of instances of batch tasks: each is a demand of its task, which is the guest. Rows without a job, times of 0 or
/// below (before the trace), ends of 0 (not ended) and ends before the start are read and counted.
/// </summary>
/// <param name="Layout">How it is written.</param>
/// <param name="At">Where its columns are.</param>
/// <param name="CpusOfUnit">CPUs that a value of 1 is.</param>
/// <param name="CpuUnit">Its name.</param>
/// <param name="MemoryUnit">The unit of memory.</param>
internal sealed record AlibabaInstances(TraceLayout Layout, AlibabaInstances.Place At, double CpusOfUnit, string CpuUnit, string MemoryUnit)
{
    private const double Most = 1e9;

    /// <summary>Where the columns are.</summary>
    internal sealed record Place(int Start, int End, int Job, int Task, int Machine, int Status, int MaxCpu, int MeanCpu, int MaxMemory,
        int MeanMemory);

    /// <summary>Reads one.</summary>
    public void Read(TraceReading reading)
    {
        var (table, times, statuses) = (new TableSum(reading), new RowTimes(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        var (jobs, tasks, machines) = (new DistinctNames(), new DistinctNames(), new DistinctNames());
        var (nameless, before, unended, backward, ends) = (0L, 0L, 0L, 0L, new RowTimes());
        Tally duration = new(), maxCpu = new(), meanCpu = new(), maxMemory = new(), meanMemory = new();
        table.Read(AlibabaTasks.WithHeader(Layout, reading.Path, out var hasHeader), Parse, (row, run) =>
        {
            times.Add(run.Start);
            ends.Add(run.End);
            var (job, task) = (row[At.Job], row[At.Task]);
            if (job.Length > 0)
                jobs.Add(job);
            if (job.Length > 0 && task.Length > 0)
                tasks.Add(job, task);
            else
                nameless++;
            if (row[At.Machine].Length > 0)
                machines.Add(row[At.Machine]);
            statuses[row[At.Status]] = statuses.GetValueOrDefault(row[At.Status]) + 1;
            before += run.Start <= 0 ? 1 : 0;
            unended += run.End == 0 ? 1 : 0;
            backward += run.End != 0 && run.End < run.Start ? 1 : 0;
            maxCpu.Add(run.MaxCpu);
            meanCpu.Add(run.MeanCpu);
            maxMemory.Add(run.MaxMemory);
            meanMemory.Add(run.MeanMemory);
            if (run.End == 0 || run.End < run.Start)
                return;
            duration.Add(run.End - run.Start);
            if (job.Length > 0 && task.Length > 0 && !double.IsNaN(run.MeanCpu))
                reading.Sink.Add(new TraceDemand($"{job}/{task}", run.Start, run.End - run.Start, run.MeanCpu * CpusOfUnit));
        });
        table.ReportBytes();
        reading.Figure("header", hasHeader ? "yes" : "no");
        reading.Figure("rows", table.Rows);
        reading.Figure("columns", table.Most);
        table.ReportEnd();
        reading.Figure("empty_cells", table.Empty);
        times.Report(reading, "start", "s");
        ends.Report(reading, "end", "s");
        reading.Figure("time.min", table.Rows > 0 ? times.Min : double.NaN, "s");
        reading.Figure("time.max", table.Rows > 0 ? Math.Max(times.Max, ends.Max) : double.NaN, "s");
        reading.Figure("rows_unsorted_by_time", times.Unsorted);
        reading.Figure("jobs", jobs);
        reading.Figure("tasks", tasks);
        reading.Figure("machines", machines);
        reading.Figure("rows_without_job_or_task", nameless);
        reading.Figure("rows_start_zero_or_negative", before);
        reading.Figure("rows_end_zero", unended);
        reading.Figure("rows_end_before_start", backward);
        reading.Figure("status", statuses);
        reading.Figure("duration", duration, "s");
        reading.Figure("cpu_max", maxCpu, CpuUnit);
        reading.Figure("cpu_avg", meanCpu, CpuUnit);
        reading.Figure("mem_max", maxMemory, MemoryUnit);
        reading.Figure("mem_avg", meanMemory, MemoryUnit);
        if (nameless > 0)
            reading.Remark($"{nameless} rows have no job or no task: nobody is told of what they use");
        if (backward > 0)
            reading.Remark($"{backward} rows end before they start: nobody is told of what they use");
    }

    private Run Parse(TraceRow row)
    {
        row.Text(At.Status);
        return new(Time(row, At.Start), Time(row, At.End), row.NumberOrNaN(At.MaxCpu, 0, Most), row.NumberOrNaN(At.MeanCpu, 0, Most),
            row.NumberOrNaN(At.MaxMemory, 0, Most), row.NumberOrNaN(At.MeanMemory, 0, Most));
    }

    private static long Time(TraceRow row, int column) =>
        row[column].Length == 0 ? 0 : row.Whole(column, -(long)OwnForm.MostSeconds, (long)OwnForm.MostSeconds);

    private readonly record struct Run(long Start, long End, double MaxCpu, double MeanCpu, double MaxMemory, double MeanMemory);
}
