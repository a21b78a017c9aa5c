namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Google's cluster traces of 2011 (clusterdata-2011-2; Reiss, Wilkes and Hellerstein, "Google cluster-usage traces: format + schema",
/// version 2.1): machine, job and task events and the usage of tasks, without a header as published, or with one that begins with
/// <c>#</c>. Times are microseconds; 0 is before the trace, which begins at 600 s, and 2^63-1 after it. CPUs and memory are shares of
/// those of the largest machine. Events are numbered otherwise than in 2019. The published parts (<c>part-00000-of-00500.csv</c>) of a
/// folder are one table.
/// </summary>
public static class Google2011
{
    private const string Share = "1 = largest machine", Microseconds = "us";
    private const double Second = 1e6, Most = 1e9;

    private static readonly TraceLayout Machines = new("time", "machine_id", "event_type", "platform_id", "cpus", "memory")
    {
        Comment = '#',
    };

    private static readonly TraceLayout Jobs = new("time", "missing_info", "job_id", "event_type", "user", "scheduling_class", "job_name",
        "logical_job_name") { Comment = '#' };

    private static readonly TraceLayout Tasks = new("time", "missing_info", "job_id", "task_index", "machine_id", "event_type", "user",
        "scheduling_class", "priority", "cpu_request", "memory_request", "disk_request", "different_machines") { Comment = '#' };

    // The last column came with version 2.1.
    private static readonly TraceLayout Usage = new("start_time", "end_time", "job_id", "task_index", "machine_id", "cpu_rate",
        "canonical_memory", "assigned_memory", "unmapped_page_cache", "total_page_cache", "max_memory", "disk_io_time", "local_disk_space",
        "max_cpu_rate", "max_disk_io_time", "cpi", "mai", "sample_portion", "aggregation_type", "sampled_cpu")
    {
        Comment = '#', Optional = 1,
    };

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        .. Kind("machine_events", "nn2TNN", 0, ReadMachines, false),
        .. Kind("job_events", "nNn8TNTT", 0, ReadJobs, false),
        .. Kind("task_events", "nNnnN8TNNNNNN", 0, ReadTasks, false),
        .. Kind("task_usage", "nnnnNNNNNNNNNNNNNNNN", 1, ReadUsage, true),
    ];

    // A part of a table, and a table of one file.
    private static IEnumerable<TraceFormat> Kind(string kind, string shape, int optional, Action<TraceReading> read, bool isDemand)
    {
        var name = kind.Replace('_', '-');
        foreach (var isPart in new[] { true, false })
            yield return new("google-2011", kind)
            {
                Knows = head => IsPart(head) == isPart && RowShape.Has(head, shape, optional),
                IsNamed = head => IsPart(head) ? isPart && head.Folder == kind
                    : !isPart && head.Name.Replace('_', '-').StartsWith(name, StringComparison.Ordinal)
                        && (kind != "machine_events" || IsMachines(head)),
                Read = read, IsDemand = isDemand, IsOfMachines = true, IsFolder = isPart,
            };
    }

    // Tables of 2019 may have the same name; their rows have other numbers of fields.
    internal static bool IsMachines(TraceHead head) => head.First.StartsWith('#') || head.Fields(0).Length == 6;

    private static bool IsPart(TraceHead head) => head.Name.StartsWith("part-", StringComparison.Ordinal);

    private static void ReadMachines(TraceReading reading)
    {
        var (table, times, machines) = (new TableSum(reading), new RowTimes(), new DistinctNames());
        var types = new SortedDictionary<long, long>();
        Tally cpus = new(), memory = new();
        table.Read(Machines, row => (Time: row.Whole(0, 0), Id: row.Whole(1, 0), Type: row.Whole(2, 0, 2),
            Cpus: row.NumberOrNaN(4, 0, Most), Memory: row.NumberOrNaN(5, 0, Most)), (row, machine) =>
        {
            times.Add(machine.Time, machine.Time < long.MaxValue);
            machines.Add(row[1]);
            Count(types, machine.Type);
            cpus.Add(machine.Cpus);
            memory.Add(machine.Memory);
        });
        Report(reading, table, times, types);
        reading.Figure("machines", machines);
        reading.Figure("cpus", cpus, Share);
        reading.Figure("memory", memory, Share);
    }

    private static void ReadJobs(TraceReading reading)
    {
        var (table, times, jobs, types) = (new TableSum(reading), new RowTimes(), new DistinctNames(), new SortedDictionary<long, long>());
        var (users, names, classes) = (new DistinctNames(), new DistinctNames(), new SortedDictionary<long, long>());
        table.Read(Jobs, row => (Time: row.Whole(0, 0), Missing: WholeOrNone(row, 1, 0), Id: row.Whole(2, 0), Type: row.Whole(3, 0, 8),
            Class: WholeOrNone(row, 5, 0)), (row, job) =>
        {
            times.Add(job.Time, job.Time < long.MaxValue);
            jobs.Add(row[2]);
            users.Add(row[4]);
            names.Add(row[7]);
            Count(types, job.Type);
            if (job.Class is { } known)
                Count(classes, known);
        });
        Report(reading, table, times, types);
        reading.Figure("jobs", jobs);
        reading.Figure("users", users);
        reading.Figure("logical_job_names", names);
        reading.Figure("scheduling_class", classes);
        reading.Remark("jobs are no guests: their tasks are");
    }

    private static void ReadTasks(TraceReading reading)
    {
        var (table, times, lives) = (new TableSum(reading), new RowTimes(), new TaskLives(reading));
        var types = new SortedDictionary<long, long>();
        var (jobs, tasks, users, missing, synthetic) = (new DistinctNames(), new DistinctNames(), new DistinctNames(), 0L, 0L);
        Tally cpus = new(), memory = new(), disk = new(), priority = new();
        table.Read(Tasks, ParseTask, (row, task) =>
        {
            times.Add(task.Time, task.Time < long.MaxValue);
            jobs.Add(row[2]);
            tasks.Add(row[2], row[3]);
            users.Add(row[6]);
            Count(types, task.Type);
            missing += task.Cpus is double.NaN ? 1 : 0;
            synthetic += task.Missing is null ? 0 : 1;
            cpus.Add(task.Cpus);
            memory.Add(task.Memory);
            disk.Add(task.Disk);
            priority.Add(task.Priority ?? double.NaN);
            lives.Add(task.Job, task.Index, task.Time, What(task.Type), task.Cpus, task.Memory);
        });
        Report(reading, table, times, types);
        reading.Figure("jobs", jobs);
        reading.Figure("tasks", tasks);
        reading.Figure("users", users);
        reading.Figure("cpu_request", cpus, Share);
        reading.Figure("memory_request", memory, Share);
        reading.Figure("disk_request", disk, Share);
        reading.Figure("priority", priority);
        reading.Figure("rows_without_cpu_request", missing);
        reading.Figure("rows_with_missing_info", synthetic);
        lives.End();
    }

    private static Task ParseTask(TraceRow row)
    {
        WholeOrNone(row, 4, -1);
        WholeOrNone(row, 7, 0);
        return new(row.Whole(0, 0), WholeOrNone(row, 1, 0), row.Whole(2, 0), row.Whole(3, 0), row.Whole(5, 0, 8), WholeOrNone(row, 8, 0),
            row.NumberOrNaN(9, 0, Most), row.NumberOrNaN(10, 0, Most), row.NumberOrNaN(11, 0, Most));
    }

    private static TaskLives.Event What(long type) => type switch
    {
        0 => TaskLives.Event.Submit,
        1 => TaskLives.Event.Schedule,
        2 or 3 or 4 => TaskLives.Event.Stop,
        5 or 6 => TaskLives.Event.Kill,
        _ => TaskLives.Event.Update,
    };

    private static void ReadUsage(TraceReading reading)
    {
        var (table, times, jobs, tasks) = (new TableSum(reading), new RowTimes(), new DistinctNames(), new DistinctNames());
        var (machines, last, window) = (new DistinctNames(), long.MinValue, new Tally());
        Tally rate = new(), top = new(), memory = new(), assigned = new();
        table.Read(Usage, ParseUsage, (row, use) =>
        {
            times.Add(use.Start);
            jobs.Add(row[2]);
            tasks.Add(row[2], row[3]);
            if (row[4].Length > 0)
                machines.Add(row[4]);
            last = Math.Max(last, use.End);
            window.Add(use.End - use.Start);
            rate.Add(use.Rate);
            top.Add(use.Top);
            memory.Add(use.Memory);
            assigned.Add(use.Assigned);
            if (!double.IsNaN(use.Rate))
                reading.Sink.Add(new TraceDemand(TaskLives.Id(use.Job, use.Index), use.Start / Second, (use.End - use.Start) / Second,
                    use.Rate));
        });
        Report(reading, table, times, null);
        reading.Figure("jobs", jobs);
        reading.Figure("tasks", tasks);
        reading.Figure("machines", machines);
        reading.Figure("cpu_rate", rate, Share);
        reading.Figure("max_cpu_rate", top, Share);
        reading.Figure("canonical_memory", memory, Share);
        reading.Figure("assigned_memory", assigned, Share);
        reading.Figure("end.max", table.Rows > 0 ? last : double.NaN, Microseconds);
        reading.Figure("window", window, Microseconds);
    }

    private static Sample ParseUsage(TraceRow row)
    {
        var (start, end) = (row.Whole(0, 0), row.Whole(1, 0));
        if (end < start)
            throw row.Wrong($"end_time {end} is before start_time {start}", "a period that ends after it has begun");
        WholeOrNone(row, 4, -1);
        for (var i = 7; i < row.Count; i++)
            row.NumberOrNaN(i, 0, Most);
        return new(start, end, row.Whole(2, 0), row.Whole(3, 0), row.NumberOrNaN(5, 0, Most), row.NumberOrNaN(6, 0, Most),
            row.NumberOrNaN(7, 0, Most), row.NumberOrNaN(13, 0, Most));
    }

    private static void Report(TraceReading reading, TableSum table, RowTimes times, SortedDictionary<long, long>? types)
    {
        table.ReportBytes();
        reading.Figure("header_lines_(#)", table.Comments);
        reading.Figure("rows", table.Rows);
        table.ReportColumns();
        table.ReportEnd();
        reading.Figure("empty_cells", table.Empty);
        times.Report(reading, "time", Microseconds);
        reading.Figure("rows_unsorted_by_time", times.Unsorted);
        if (types is not null)
            reading.Figure("event_type", types);
    }

    private static long? WholeOrNone(TraceRow row, int column, long least) => row[column].Length == 0 ? null : row.Whole(column, least);

    private static void Count(SortedDictionary<long, long> counts, long word) => counts[word] = counts.GetValueOrDefault(word) + 1;

    private readonly record struct Task(long Time, long? Missing, long Job, long Index, long Type, long? Priority, double Cpus,
        double Memory, double Disk);

    private readonly record struct Sample(long Start, long End, long Job, long Index, double Rate, double Memory, double Assigned,
        double Top);
}
