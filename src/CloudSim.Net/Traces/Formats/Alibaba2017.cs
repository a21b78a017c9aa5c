namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Alibaba's cluster trace of 2017 (github.com/alibaba/clusterdata, cluster-trace-v2017: schema.csv and trace_201708.md): servers and
/// containers with events and what they use, batch tasks and their instances, in tables without a header; copies have one. Times are
/// seconds, 0 is before the trace. A task's CPUs are 1/100 cores, although the schema says CPUs (issue 11); those of instances and of
/// containers are CPUs. Memory and disk are shares of the largest machine's.
/// </summary>
public static class Alibaba2017
{
    private const double Most = 1e9;
    private const string Share = "0..1", Percent = "%";

    private static readonly TraceLayout ServerEvents = new("timestamp", "machine_id", "event_type", "event_detail", "cpus", "memory",
        "disk");

    private static readonly TraceLayout ContainerEvents = new("timestamp", "event_type", "instance_id", "machine_id", "cpus", "memory",
        "disk", "cpu_ids");

    private static readonly AlibabaUsage ServerUsage = new(["timestamp", "machine_id", "cpu_percent", "mem_percent", "disk_percent",
        "load_1", "load_5", "load_15"], 1, 0, "machine", 300, 1e6, ("cpu", 2, Percent), ("mem", 3, Percent), ("disk", 4, Percent),
        ("load_1", 5, ""), ("load_5", 6, ""), ("load_15", 7, ""));

    private static readonly AlibabaUsage ContainerUsage = new(["timestamp", "instance_id", "cpu_percent", "mem_percent", "disk_percent",
        "load_1", "load_5", "load_15", "cpi_avg", "mpki_avg", "cpi_max", "mpki_max"], 1, 0, "container", 300, 1e6, ("cpu", 2, Percent),
        ("mem", 3, Percent), ("disk", 4, Percent), ("load_1", 5, ""), ("load_5", 6, ""), ("load_15", 7, ""), ("cpi_avg", 8, ""),
        ("mpki_avg", 9, ""), ("cpi_max", 10, ""), ("mpki_max", 11, ""));

    private static readonly AlibabaTasks Tasks = new(new("create_timestamp", "end_timestamp", "job_id", "task_id", "instance_num", "status",
        "plan_cpu", "plan_mem"), new(Start: 0, End: 1, Job: 2, Task: 3, Instances: 4, Status: 5, Cpu: 6, Memory: 7), false);

    private static readonly AlibabaInstances Instances = new(new("start_timestamp", "end_timestamp", "job_id", "task_id", "machine_id",
        "status", "seq_no", "total_seq_no", "real_cpu_max", "real_cpu_avg", "real_mem_max", "real_mem_avg"),
        new(Start: 0, End: 1, Job: 2, Task: 3, Machine: 4, Status: 5, MaxCpu: 8, MeanCpu: 9, MaxMemory: 10, MeanMemory: 11), 1, "cores",
        Share);

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        Kind("batch_instance", "nNNNNtNNNNNN", 12, Instances.Read, isDemand: true),
        Kind("batch_task", "nNnnNtNN", 8, Tasks.Read),
        Kind("container_event", "ntnnNNNA", 8, ReadContainers),
        Kind("server_event", "nntANNN", 7, ReadServers),
        Kind("container_usage", "nnNNNNNNNNNN", 12, ContainerUsage.Read, isDemand: true),
        Kind("server_usage", "nnNNNNNN", 8, ServerUsage.Read),
    ];

    // Files of 2018 may have the same names, with other numbers of fields.
    private static TraceFormat Kind(string kind, string shape, int fields, Action<TraceReading> read, bool isDemand = false) =>
        new("alibaba-2017", kind)
        {
            Knows = head => RowShape.Has(head, shape),
            IsNamed = head => head.Name.StartsWith(kind, StringComparison.Ordinal) && (head.Fields(0).Length == fields
                || head.Name.StartsWith("server", StringComparison.Ordinal) || kind == "container_event"),
            Read = read, IsDemand = isDemand,
        };

    private static void ReadServers(TraceReading reading)
    {
        var (table, times, types) = (new TableSum(reading), new RowTimes(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        var (machines, cpus, memory, disk) = (new DistinctNames(), new Tally(), new Tally(), new Tally());
        table.Read(ServerEvents, row => (Time: row.Whole(0, 0, (long)OwnForm.MostSeconds), Id: row.Whole(1, 0), Type: row.Text(2),
            Cpus: row.NumberOrNaN(4, 0, Most), Memory: row.NumberOrNaN(5, 0, Most), Disk: row.NumberOrNaN(6, 0, Most)), (row, server) =>
        {
            times.Add(server.Time);
            machines.Add(row[1]);
            types[server.Type] = types.GetValueOrDefault(server.Type) + 1;
            cpus.Add(server.Cpus);
            memory.Add(server.Memory);
            disk.Add(server.Disk);
        });
        Report(reading, table, times, types);
        reading.Figure("machines", machines);
        reading.Figure("cpus", cpus, "cores");
        reading.Figure("memory", memory, Share);
        reading.Figure("disk", disk, Share);
    }

    private static void ReadContainers(TraceReading reading)
    {
        var (table, times, types) = (new TableSum(reading), new RowTimes(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        var (ids, machines, doubles) = (new DistinctNames(), new DistinctNames(), 0L);
        Tally cpus = new(), memory = new(), disk = new();
        table.Read(ContainerEvents, row => (Time: row.Whole(0, 0, (long)OwnForm.MostSeconds), Type: row.Text(1), Id: row.Whole(2, 0),
            Machine: row.Whole(3, 0), Cpus: row.NumberOrNaN(4, 0, Most), Memory: row.NumberOrNaN(5, 0, Most),
            Disk: row.NumberOrNaN(6, 0, Most)), (row, c) =>
        {
            times.Add(c.Time);
            var isNew = ids.Add(row[2]);
            doubles += isNew ? 0 : 1;
            machines.Add(row[3]);
            types[c.Type] = types.GetValueOrDefault(c.Type) + 1;
            cpus.Add(c.Cpus);
            memory.Add(c.Memory);
            disk.Add(c.Disk);
            if (isNew)
                reading.Sink.Add(new TraceGuest(row[2], c.Time, double.PositiveInfinity, c.Cpus, double.NaN, double.NaN));
        });
        Report(reading, table, times, types);
        reading.Figure("containers", ids);
        reading.Figure("rows_of_a_container_that_was_before", doubles);
        reading.Figure("machines", machines);
        reading.Figure("cpus", cpus, "cores");
        reading.Figure("memory", memory, Share);
        reading.Figure("disk", disk, Share);
        reading.Remark("a container runs from its first event on, to the end; its memory is a share of a machine's, and not told");
    }

    private static void Report(TraceReading reading, TableSum table, RowTimes times, SortedDictionary<string, long> types)
    {
        table.ReportBytes();
        reading.Figure("rows", table.Rows);
        reading.Figure("columns", table.Most);
        table.ReportEnd();
        reading.Figure("empty_cells", table.Empty);
        times.Report(reading, "time", "s");
        reading.Figure("rows_unsorted_by_time", times.Unsorted);
        reading.Figure("event_type", types);
    }
}
