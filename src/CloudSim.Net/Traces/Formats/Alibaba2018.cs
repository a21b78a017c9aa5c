namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Alibaba's cluster trace of 2018 (github.com/alibaba/clusterdata, cluster-trace-v2018: schema.txt and trace_2018.md): machines and
/// containers with what they use, batch tasks and their instances, in tables without a header. Times are seconds, 0 is before the trace;
/// CPUs that are asked for are 1/100 cores, memory is a share of a machine's in percent.
/// </summary>
public static class Alibaba2018
{
    private const double UnitsOfCpu = 100, Most = 1e9;
    private const string Unit = "1/100 core", Share = "0..100", Percent = "%";

    private static readonly TraceLayout Machines = new("machine_id", "time_stamp", "failure_domain_1", "failure_domain_2", "cpu_num",
        "mem_size", "status");

    private static readonly TraceLayout Containers = new("container_id", "machine_id", "time_stamp", "app_du", "status", "cpu_request",
        "cpu_limit", "mem_size");

    private static readonly AlibabaUsage MachineUsage = new(["machine_id", "time_stamp", "cpu_util_percent", "mem_util_percent", "mem_gps",
        "mkpi", "net_in", "net_out", "disk_io_percent"], 0, 1, "machine", 10, 100, ("cpu", 2, Percent), ("mem", 3, Percent),
        ("mem_gps", 4, Share), ("mkpi", 5, ""), ("net_in", 6, Share), ("net_out", 7, Share), ("disk", 8, Percent));

    private static readonly AlibabaUsage ContainerUsage = new(["container_id", "machine_id", "time_stamp", "cpu_util_percent",
        "mem_util_percent", "cpi", "mem_gps", "mpki", "net_in", "net_out", "disk_io_percent"], 0, 2, "container", 10, 100,
        ("cpu", 3, Percent), ("mem", 4, Percent), ("cpi", 5, ""), ("mem_gps", 6, Share), ("mpki", 7, ""), ("net_in", 8, Share),
        ("net_out", 9, Share), ("disk", 10, Percent));

    private static readonly AlibabaTasks Tasks = new(new("task_name", "instance_num", "job_name", "task_type", "status", "start_time",
        "end_time", "plan_cpu", "plan_mem"), new(Start: 5, End: 6, Job: 2, Task: 0, Instances: 1, Status: 4, Cpu: 7, Memory: 8), true);

    private static readonly AlibabaInstances Instances = new(new("instance_name", "task_name", "job_name", "task_type", "status",
        "start_time", "end_time", "machine_id", "seq_no", "total_seq_no", "cpu_avg", "cpu_max", "mem_avg", "mem_max"),
        new(Start: 5, End: 6, Job: 2, Task: 1, Machine: 7, Status: 4, MaxCpu: 11, MeanCpu: 10, MaxMemory: 13, MeanMemory: 12),
        1 / UnitsOfCpu, Unit, Share);

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        Kind("batch_instance", "AAtAtNNTNNNNNN", Instances.Read, isDemand: true),
        Kind("container_usage", "ttnNNNNNNNN", ContainerUsage.Read, isDemand: true),
        Kind("machine_usage", "tnNNNNNNN", MachineUsage.Read),
        Kind("batch_task", "tNtAtNNNN", Tasks.Read),
        Kind("container_meta", "ttnttNNN", ReadContainers),
        Kind("machine_meta", "tnNANNt", ReadMachines),
    ];

    private static TraceFormat Kind(string kind, string shape, Action<TraceReading> read, bool isDemand = false) =>
        new("alibaba-2018", kind)
        {
            Knows = head => RowShape.Has(head, shape),
            IsNamed = head => head.Name.StartsWith(kind, StringComparison.Ordinal),
            Read = read, IsDemand = isDemand,
        };

    private static void ReadMachines(TraceReading reading)
    {
        var (table, times, statuses) = (new TableSum(reading), new RowTimes(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        var (machines, first, second) = (new DistinctNames(), new DistinctNames(), new DistinctNames());
        Tally cpus = new(), memory = new();
        table.Read(Machines, row => (Id: row.Text(0), Time: row.Whole(1, 0, (long)OwnForm.MostSeconds), Cpus: row.NumberOrNaN(4, 0, Most),
            Memory: row.NumberOrNaN(5, 0, Most), Status: row.Text(6)), (row, machine) =>
        {
            machines.Add(machine.Id);
            times.Add(machine.Time);
            first.Add(row[2]);
            second.Add(row[3]);
            cpus.Add(machine.Cpus);
            memory.Add(machine.Memory);
            statuses[machine.Status] = statuses.GetValueOrDefault(machine.Status) + 1;
        });
        Report(reading, table, times);
        reading.Figure("machines", machines);
        reading.Figure("failure_domains_1", first);
        reading.Figure("failure_domains_2", second);
        reading.Figure("status", statuses);
        reading.Figure("cpus", cpus, "cores");
        reading.Figure("memory", memory, Share);
    }

    private static void ReadContainers(TraceReading reading)
    {
        var (table, times, statuses) = (new TableSum(reading), new RowTimes(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        var (machines, apps, moved) = (new DistinctNames(), new DistinctNames(), 0L);
        Tally request = new(), limit = new(), memory = new();
        var lives = new Dictionary<string, (long First, long Last, bool IsStopped, double Cpus, string Machine)>(StringComparer.Ordinal);
        table.Read(Containers, row => (Id: row.Text(0), Machine: row.Text(1), Time: row.Whole(2, 0, (long)OwnForm.MostSeconds),
            Status: row.Text(4), Request: row.NumberOrNaN(5, 0, Most), Limit: row.NumberOrNaN(6, 0, Most),
            Memory: row.NumberOrNaN(7, 0, Most)), (row, c) =>
        {
            times.Add(c.Time);
            machines.Add(c.Machine);
            apps.Add(row[3]);
            statuses[c.Status] = statuses.GetValueOrDefault(c.Status) + 1;
            request.Add(c.Request);
            limit.Add(c.Limit);
            memory.Add(c.Memory);
            var life = lives.GetValueOrDefault(c.Id, (c.Time, -1, false, double.NaN, c.Machine));
            moved += life.Machine != c.Machine ? 1 : 0;
            var isLast = c.Time >= life.Last;
            lives[c.Id] = (Math.Min(life.First, c.Time), Math.Max(life.Last, c.Time), isLast ? c.Status == "stopped" : life.IsStopped,
                double.IsNaN(c.Request) ? life.Cpus : c.Request / UnitsOfCpu, c.Machine);
        });
        Report(reading, table, times);
        reading.Figure("containers", lives.Count);
        reading.Figure("machines", machines);
        reading.Figure("apps", apps);
        reading.Figure("rows_on_another_machine_than_before", moved);
        reading.Figure("status", statuses);
        reading.Figure("cpu_request", request, Unit);
        reading.Figure("cpu_limit", limit, Unit);
        reading.Figure("mem_size", memory, Share);
        foreach (var (id, life) in lives)
            reading.Sink.Add(new TraceGuest(id, life.First, life.IsStopped ? life.Last - life.First : double.PositiveInfinity, life.Cpus,
                double.NaN, double.NaN));
        reading.Remark("a container runs from its first row on, until it is stopped; its memory is a share of a machine's, and not told");
    }

    private static void Report(TraceReading reading, TableSum table, RowTimes times)
    {
        table.ReportBytes();
        reading.Figure("rows", table.Rows);
        reading.Figure("columns", table.Most);
        table.ReportEnd();
        reading.Figure("empty_cells", table.Empty);
        times.Report(reading, "time", "s");
        reading.Figure("rows_unsorted_by_time", times.Unsorted);
    }
}
