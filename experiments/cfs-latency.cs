#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How long does a task that wakes up wait for a CPU beside others that never sleep?

var script = new Script("How long does a task that wakes up wait for a CPU beside others that never sleep?", runs: 5);
var work = script.Option("--work-ms", "MS", "CPU time of the task at each wake-up", 2.0, atLeast: 0.001, atMost: 1e3);
var sleep = script.Option("--sleep-ms", "MS", "mean of its sleep", 8.0, atLeast: 0.01, atMost: 1e4);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    experiment.Simulates(SchedulerKind.Cfs);
    // One thing at a time changes against the settings of a server: a tick of 4 ms, wake-up granularity 4 ms, groups for both sides.
    var host = new Kernel(250, 4, 8);
    var grid =
        (from cpus in new[] { 1, 2, 8 } from spinners in new[] { 0, 1, 2, 4, 8, 16, 32 }
            select new Cell("spinners", cpus, spinners, host with { TunablesOf = cpus, GranularityMs = null }))
        .Concat(from hz in new[] { 100, 250, 300, 1000 } from spinners in new[] { 1, 2, 4, 8, 16 }
            select new Cell("hz", 1, spinners, host with { Hz = hz }))
        .Concat(from ms in new[] { 0.0, 1, 2, 4, 8, 12 } from spinners in new[] { 1, 4, 16 }
            select new Cell("granularity", 1, spinners, host with { GranularityMs = ms }))
        .Where(cell => !experiment.Quick || cell.Spinners is 1 or 4).ToList();
    var duration = (experiment.Quick ? 5 : 60).Seconds;

    var cells = experiment.Run("latency", grid, (trial, cell) =>
    {
        var sim = new Simulation();
        var tunables = CfsTunables.For(parameters, cell.Kernel.TunablesOf) with { Hz = cell.Kernel.Hz };
        if (cell.Kernel.GranularityMs is { } granularity)
            tunables = tunables with { WakeupGranularity = granularity.Milliseconds };
        var cpu = new CfsScheduler(sim, cell.Cpus, tunables);
        foreach (var i in Enumerable.Range(0, cell.Spinners))
            cpu.CreateTask($"spinner {i}").Demand(CpuTask.Forever);
        var sleeper = cpu.CreateTask("sleeper");
        var gaps = trial.Streams["sleep"];
        using var recorder = new SwitchRecorder(cpu, task => task);
        var waits = new List<double>();
        IEnumerable<Event> Program()
        {
            while (true)
            {
                yield return sim.TimeoutD(gaps.Uniform(0.5, 1.5) * experiment.Value(sleep) / 1e3);
                yield return sleeper.Execute((long)(1e6 * experiment.Value(work)));
            }
        }

        // The wait of a turn that begins with a wake-up: the one before it ended with sleep. In the first second the task counts as new.
        var woke = true;
        recorder.SliceEnded = turn =>
        {
            if (turn.Task != sleeper)
                return;
            if (woke && turn.StartNs > 1_000_000_000)
                waits.Add(turn.WaitNs / 1e3);
            woke = turn.Slept;
        };
        sim.Process(Program());
        sim.Run(duration);
        return new Outcome(waits, (double)sleeper.CpuTime / duration.Ticks / 100);
    }, until: o => new { MeanUs = o.WaitsUs.Average(), o.Share }).ByCell();
    var rows = cells.Select(r => new Row(
        r.Cell.Kind, r.Cell.Cpus, r.Cell.Spinners, r.Cell.Kernel.Hz, Granularity(r.Cell).TotalMilliseconds,
        r.Quantile(0.5, o => o.WaitsUs), r.Quantile(0.99, o => o.WaitsUs), r.Estimate(o => o.WaitsUs.Max()), r.Estimate(o => o.Share)))
        .ToList();

    experiment.Csv(rows);
    experiment.Table(rows);
    Show("spinners", "p99", "Spinners", r => r.Spinners, r => r.P99Us, r => $"{r.Cpus} CPU{Plural(r.Cpus)}",
        "1, 2 or 8 CPUs with the settings of such a host");
    Show("spinners", "p50", "Spinners", r => r.Spinners, r => r.P50Us, r => $"{r.Cpus} CPU{Plural(r.Cpus)}",
        "1, 2 or 8 CPUs with the settings of such a host");
    Show("hz", "p99", "Spinners", r => r.Spinners, r => r.P99Us, r => $"{r.Hz} Hz", "1 CPU, settings of a server of 8 CPUs");
    Show("granularity", "p99", "Wake-up granularity (ms)", r => r.GranularityMs, r => r.P99Us,
        r => $"{r.Spinners} spinner{Plural(r.Spinners)}", "1 CPU, settings of a server of 8 CPUs");

    void Show(string kind, string quantile, string x, Func<Row, double> place, Func<Row, Quantile> y, Func<Row, string> by, string host)
    {
        var shown = rows.Where(row => row.Kind == kind).ToList();
        var most = shown.MaxBy(r => y(r).Value)!;
        var none = shown.Count(r => y(r).Value < 10);
        var where = kind == "granularity" ? $"{by(most)}, granularity {place(most):0.#} ms" : $"{by(most)}, {most.Spinners} " +
            $"spinner{Plural(most.Spinners)}";
        var (word, line) = quantile == "p99" ? ("p99", "99th percentile") : ("median", "Median");
        experiment.Plot($"{kind}-{quantile}", Figure.Lines(
            none == shown.Count ? $"In none of {shown.Count} cases the {word} of the wait after waking up is 0.01 ms or more"
                : $"A task that wakes up waits up to {y(most).Value * 1e-3:0.0} ms at the {word} ({where}), less than 0.01 ms in {none} " +
                    $"of {shown.Count} cases",
            new Axis(x, Log: kind != "granularity", LinearTo: shown.Any(r => place(r) <= 0) && kind != "granularity" ? 1 : null),
            new Axis($"{line} of the wait (ms)", Min: 0),
            shown.GroupBy(by).Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(place(r), y(r).Estimate * 1e-3))])),
            $"CFS; {host}; a task that works {experiment.Value(work):0.###} ms and sleeps {experiment.Value(sleep):0.###} ms on average, " +
            $"beside spinners; {cells[0].Runs.Count} runs of {duration.TotalSeconds:0} s, 95 % intervals"));
    }

    TimeSpan Granularity(Cell cell) =>
        cell.Kernel.GranularityMs?.Milliseconds ?? CfsTunables.For(parameters, cell.Kernel.TunablesOf).WakeupGranularity;
});

static string Plural(int count) => count == 1 ? "" : "s";

record Kernel(int Hz, double? GranularityMs, int TunablesOf);

record Cell(string Kind, int Cpus, int Spinners, Kernel Kernel);

record Outcome(List<double> WaitsUs, double Share);

record Row(string Kind, int Cpus, int Spinners, int Hz, double GranularityMs, Quantile P50Us, Quantile P99Us, Estimate MaxUs,
    Estimate Share);
