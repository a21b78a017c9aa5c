using CloudSim.Net.Calibration;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>The simulation of one repetition of one scenario, with counters at both ends of the window.</summary>
internal sealed class ScenarioRun
{
    // The measuring program tells its tasks the start so long before (cfslab.c, run_one); they look for it every millisecond.
    private const long Announced = 40_000_000, Settling = 80_000_000, Look = 1_000_000;

    // The simulation begins before the start; the kernel's clock must have begun by then.
    private const long EarliestUs = (Settling / 1_000) + 1;

    // A repetition starts so much later against the tick than the one before.
    private const long RepetitionShift = 1_370_000;

    private readonly Simulation sim = new();
    private readonly PerCpuScheduler scheduler;
    private readonly Dictionary<string, TaskGroup> groups = [];
    private readonly Dictionary<string, ScenarioTask> tasks = [];
    private readonly Dictionary<string, (Samples Slices, Samples Gaps)> lengths = [];
    private readonly Dictionary<ScenarioTask, Counters> before = [];
    private readonly Dictionary<TaskGroup, CpuStat> groupsBefore = [];
    private readonly SliceRecorder recorder;
    private readonly RandomStream random;
    private readonly long start, warmup, window;

    public ScenarioRun(Parameters p, IReadOnlyList<ReferenceRow> rows, int rep, int draw, int draws, ReferenceKernel kernel)
    {
        var first = rows[0];
        var cpus = first.Integer("cpus", 1);
        random = new RandomStream((rep * draws) + draw);
        var (hz, make) = first.Try(() => kernel.Of(first, p, cpus));
        // Files without a start on the kernel's clock: any instant of a tick, so the draws are spread over it.
        var unknown = 1_000_000_000 + (1_000_000_000L / hz * ((2 * draw) + 1) / (2 * draws)) + (RepetitionShift * rep);
        var monotonic = first.Has("start_monotonic_us") ? first.Ns("start_monotonic_us", least: EarliestUs) : unknown;
        var phase = first.Ns("tick_phase_us", 0);
        start = Settling + (monotonic - phase) % 100;
        (warmup, window) = (first.Ns("warmup_ms") * 1000, first.Ns("window_ms") * 1000);
        scheduler = first.Try(() => make(sim, new TimeSpan((monotonic - start) / 100), draw + 1));
        var byTask = new Dictionary<CpuTask, (Samples, Samples)>();
        foreach (var row in rows.Where(row => row.Text("entity_kind") == "group").OrderBy(row => row.Text("entity").Count(c => c == '/')))
            row.Try(() => AddGroup(row));
        foreach (var row in rows.Where(row => row.Text("entity_kind") == "task"))
        {
            var task = row.Try(() => AddTask(row));
            if (!lengths.TryGetValue(task.Class, out var samples))
                lengths[task.Class] = samples = (new(), new());
            byTask[task.Task] = samples;
        }

        recorder = new SliceRecorder(scheduler, byTask);
    }

    public void Run()
    {
        // Without a warm-up the counters are read when the start is announced.
        RunUntil(warmup == 0 ? start - Announced : start + warmup);
        foreach (var task in tasks.Values)
            before[task] = Counters.Of(task);
        foreach (var group in groups.Values)
            groupsBefore[group] = group.Stat;
        RunUntil(start + warmup);
        recorder.On = true;
        RunUntil(start + warmup + window);
    }

    // Our number for a column of a row; null if it is not simulated.
    public double? Value(ReferenceRow row, string column) => row.Text("entity_kind") switch
    {
        "task" => tasks[row.Text("entity")] is var task ? (Counters.Of(task) - before[task]).Value(column, task, window) : null,
        "group" => GroupValue(groups[row.Text("entity")], column),
        "class" => lengths.ContainsKey(row.Text("entity")) ? ClassValue(row.Text("entity"), column)
            : throw row.Wrong($"no task of class {row.Text("entity")}", "a class with tasks such as s of s#0"),
        _ => null,
    };

    private TaskGroup AddGroup(ReferenceRow row)
    {
        var path = row.Text("entity");
        if (path.Length < 2 || path[0] != '/' || path[1..].Split('/').Contains(""))
            throw row.Wrong($"group '{Printable.Of(path, most: 40)}' is no path of a group", "a path such as /a or /a/b, not the root's");
        var cut = path.LastIndexOf('/');
        if (cut > 0 && !groups.ContainsKey(path[..cut]))
            throw row.Wrong($"group {Printable.Of(path, most: 40)} is in one that has no row", "a row for each group above it");
        var group = scheduler.CreateGroup(path[(cut + 1)..], cut == 0 ? null : groups[path[..cut]]);
        group.Weight = row.Integer("cpu_weight", 100);
        if (row.Has("quota_us"))
            group.SetBandwidth(new TimeSpan(row.Ns("quota_us") / 100), new TimeSpan(row.Ns("period_us") / 100));
        return groups[path] = group;
    }

    private ScenarioTask AddTask(ReferenceRow row)
    {
        var name = row.Text("entity");
        var path = row.Text("cgroup");
        var group = groups.GetValueOrDefault(path);
        if (group is null && path is not ("" or "/"))
            throw row.Wrong($"cgroup '{Printable.Of(path, most: 40)}' has no row", "a group that has one, or / for the root");
        var ordinal = int.TryParse(name.Split('#')[^1], out var number) ? number : 0;
        var task = scheduler.CreateTask(name, group, row.Integer("nice", 0));
        if (row.Has("slice_us"))
            task.Slice = new TimeSpan(row.Ns("slice_us") / 100);
        var made = new ScenarioTask(sim, task, row, tasks.Count, ordinal, start, warmup, window);
        // Where in the millisecond a task looks is chance: it depends on when its start-up was over.
        made.Settle(5_000_000 + (long)(random.NextDouble() * Look), start - Announced);
        tasks[name] = made;
        return made;
    }

    private double? GroupValue(TaskGroup group, string column)
    {
        var stat = group.Stat - groupsBefore[group];
        return column switch
        {
            "usage_us" => stat.UsageNs / 1000.0,
            "share_of_one_cpu" => (double)stat.UsageNs / window,
            "nr_periods_count" => stat.NrPeriods,
            "nr_throttled_count" => stat.NrThrottled,
            "throttled_us" => stat.ThrottledNs / 1000.0,
            _ => null,
        };
    }

    private double? ClassValue(string name, string column)
    {
        var members = tasks.Values.Where(task => task.Class == name).ToList();
        var cpu = members.Sum(task => Counters.Of(task).CpuTime - before[task].CpuTime);
        if (column == "cpu_us")
            return cpu / 1000.0;
        if (column == "share_of_one_cpu")
            return (double)cpu / window;
        var (slices, gaps) = lengths[name];
        if (column.StartsWith("slice_", StringComparison.Ordinal))
            return slices.Statistic(column["slice_".Length..]);
        if (column.StartsWith("gap_", StringComparison.Ordinal))
            return gaps.Statistic(column["gap_".Length..]);
        if (!column.StartsWith("latency_", StringComparison.Ordinal))
            return null;
        var all = new Samples();
        foreach (var member in members)
            all.AddAll(member.Latency);
        return all.Statistic(column["latency_".Length..]);
    }

    private void RunUntil(long ns)
    {
        if (ns / 100 > scheduler.NowNs / 100)
            sim.Run(sim.StartDate.AddTicks(ns / 100));
    }
}
