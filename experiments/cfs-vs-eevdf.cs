#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What changes for interactive tasks and servers when the kernel's scheduler is EEVDF instead of CFS?

var script = new Script("What changes for interactive tasks and servers when the kernel's scheduler is EEVDF instead of CFS?", runs: 5);
var cpus = script.Option("--cpus", "N", "CPUs of the host", 2, atLeast: 1, atMost: 256);
var spinners = script.Option("--max-spinners", "N", "most CPU-bound tasks per CPU", 16, atLeast: 1, atMost: 256);

string[] kinds = ["interactive", "interactive, short slice", "server request"];

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    experiment.Simulates(SchedulerKind.Cfs, SchedulerKind.Eevdf);
    var counts = new[] { 1, 2, 4, 8, 16, 32, 64, 128, 256 }.Where(n => n <= experiment.Value(spinners))
        .Where(n => !experiment.Quick || n is 1 or 4).ToList();
    var grid = from scheduler in new[] { "CFS", "EEVDF" } from perCpu in counts select new Cell(scheduler, perCpu);
    var duration = (experiment.Quick ? 5 : 60).Seconds;

    var results = experiment.Run("mixed", grid, (trial, cell) =>
    {
        var sim = new Simulation();
        var count = experiment.Value(cpus);
        CpuScheduler cpu = cell.Scheduler == "CFS" ? new CfsScheduler(sim, count, parameters) : new EevdfScheduler(sim, count, parameters);
        // Every other spinner in a group of weight 50, every fourth at nice 5; who sleeps is beside the group, as a service of the host is.
        var batch = cpu.CreateGroup("batch");
        batch.Weight = 50;
        var nicer = new List<CpuTask>();
        var plain = new List<CpuTask>();
        for (var i = 0; i < cell.SpinnersPerCpu * count; i++)
        {
            var nice = i % 4 == 3 ? 5 : 0;
            var task = cpu.CreateTask($"spinner {i}", i % 2 == 0 ? batch : null, nice);
            (nice == 5 ? nicer : plain).Add(task);
            task.Demand(CpuTask.Forever);
        }

        var waits = kinds.Select(_ => new List<double>()).ToArray();
        var slices = new List<double>();
        var since = new Dictionary<CpuTask, long>();
        var spinning = plain.Concat(nicer).ToHashSet();
        var asked = new Dictionary<CpuTask, (int Kind, long At)>();
        cpu.Switched = (_, from, to) =>
        {
            if (from != null && spinning.Contains(from))
                slices.Add((cpu.NowNs - since.GetValueOrDefault(from)) / 1e6);
            if (to == null)
                return;
            since[to] = cpu.NowNs;
            if (asked.Remove(to, out var wake))
                waits[wake.Kind].Add((cpu.NowNs - wake.At) / 1e6);
        };

        // Works for a while, sleeps for a while; a request server's work varies more, and it is asked at random.
        IEnumerable<Event> Loop(CpuTask task, int kind, double workMs, double gapMs)
        {
            var random = trial.Streams[$"{task.Name}"];
            while (true)
            {
                yield return sim.TimeoutD(random.Exponential(gapMs) / 1e3);
                asked[task] = (kind, cpu.NowNs);
                yield return task.Execute(Math.Max(1, (long)(1e6 * (kind == 2 ? random.Exponential(workMs) : workMs))));
            }
        }

        for (var i = 0; i < 2; i++)
        {
            sim.Process(Loop(cpu.CreateTask($"interactive {i}"), 0, 0.5, 20));
            var brief = cpu.CreateTask($"brief {i}");
            brief.Slice = 0.5.Milliseconds;
            // CFS knows no slices: there it is one more interactive task.
            sim.Process(Loop(brief, cell.Scheduler == "CFS" ? 0 : 1, 0.5, 20));
            sim.Process(Loop(cpu.CreateTask($"server {i}"), 2, 2.0, 15));
        }

        sim.Run(duration);
        double PerTask(IEnumerable<CpuTask> tasks) =>
            tasks.Select(task => task.CpuTime / 1e9 / duration.TotalSeconds).DefaultIfEmpty(double.NaN).Average();
        return new Outcome(waits, slices, batch.Stat.Usage / duration, PerTask(plain.Where(task => task.Group != batch)), PerTask(nicer));
    }, until: o => new { o.InteractiveP99Ms }).ByCell();

    // Under CFS, which knows no slices, the brief tasks are interactive ones: there is no other kind.
    var latencies = (from r in results
                     from kind in Enumerable.Range(0, kinds.Length)
                     where kind != 1 || r.Cell.Scheduler != "CFS"
                     let cfs = results.Single(c => c.Cell == r.Cell with { Scheduler = "CFS" })
                     select new Latency(r.Cell.Scheduler, r.Cell.SpinnersPerCpu, kinds[kind],
                         r.Quantile(0.5, o => o.WaitsMs[kind]), r.Quantile(0.99, o => o.WaitsMs[kind]),
                         Ratio.Of(P99(r, kind), P99(cfs, kind == 1 ? 0 : kind)))).ToList();
    var shares = results.Select(r => new Share(r.Cell.Scheduler, r.Cell.SpinnersPerCpu,
        r.Estimate(o => Quantiles.Of(o.SlicesMs).P50), r.Estimate(o => Quantiles.Of(o.SlicesMs).P99),
        r.Estimate(o => o.Batch), r.Estimate(o => o.NiceZero), r.Estimate(o => o.NiceFive))).ToList();

    experiment.Csv(latencies);
    experiment.Csv("shares", shares);
    experiment.Table(latencies);
    experiment.Table(shares);
    var count = experiment.Value(cpus);
    var subtitle = $"{count} CPUs; spinners, half of them in a group of weight 50, a quarter at nice 5; beside them interactive tasks of " +
        $"0.5 ms of work every 20 ms and servers of 2 ms every 15 ms; {results[0].Runs.Count} runs of {duration.TotalSeconds:0} s, " +
        "95 % intervals";
    var x = new Axis("CPU-bound tasks per CPU", Log: true);
    Line[] Lines(Func<Latency, Estimate> y) =>
        [.. latencies.GroupBy(r => $"{r.Scheduler}, {r.Task}")
            .Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.SpinnersPerCpu, y(r)))]))];
    var most = latencies.Where(r => r.SpinnersPerCpu == counts[^1]).ToList();
    double At(string scheduler, string task) => most.Single(r => r.Scheduler == scheduler && r.Task == task).P99Ms.Value;
    experiment.Plot("p99", Figure.Lines(
        $"Beside {counts[^1]} spinners per CPU an interactive task waits {At("EEVDF", kinds[0]):0.0} ms at p99 under EEVDF, " +
        $"{At("EEVDF", kinds[1]):0.0} ms with a short slice, and {At("CFS", kinds[0]):0.0} ms under CFS",
        x, new Axis("99th percentile of the wake-up latency (ms)", Min: 0), Lines(r => r.P99Ms.Estimate),
        $"{subtitle}. The short slice is one of 0.5 ms; CFS knows none"));
    var (few, many) = (counts[0], counts[^1]);
    double Slice(string scheduler, int spinning) =>
        Math.Round(shares.Single(s => s.Scheduler == scheduler && s.SpinnersPerCpu == spinning).SliceP50Ms.Mean, 1);
    string Course(string scheduler) => (Slice(scheduler, few), Slice(scheduler, many)) switch
    {
        var (a, b) when a > b => $"falls from {a:0.0} to {b:0.0} ms under {scheduler}",
        var (a, b) when a < b => $"rises from {a:0.0} to {b:0.0} ms under {scheduler}",
        var (a, _) => $"stays at {a:0.0} ms under {scheduler}",
    };
    experiment.Plot("slices", Figure.Lines(
        $"From {few} to {many} spinners per CPU the median time slice {Course("CFS")} and {Course("EEVDF")}",
        x, new Axis("Median length of a time slice (ms)", Min: 0),
        shares.GroupBy(r => r.Scheduler).Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.SpinnersPerCpu, r.SliceP50Ms))])),
        subtitle));
});

static List<double> P99(CellResults<Cell, Outcome> cell, int kind) => [.. cell.Outcomes.Select(o => Quantiles.Of(o.WaitsMs[kind]).P99)];

record Cell(string Scheduler, int SpinnersPerCpu);

record Outcome(List<double>[] WaitsMs, List<double> SlicesMs, double Batch, double NiceZero, double NiceFive)
{
    public double InteractiveP99Ms => Quantiles.Of(WaitsMs[0]).P99;
}

record Latency(string Scheduler, int SpinnersPerCpu, string Task, Quantile P50Ms, Quantile P99Ms, Ratio P99TimesCfs);

record Share(string Scheduler, int SpinnersPerCpu, Estimate SliceP50Ms, Estimate SliceP99Ms, Estimate BatchCpus, Estimate NiceZeroTaskCpus,
    Estimate NiceFiveTaskCpus);
