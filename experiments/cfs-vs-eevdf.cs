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
            tasks.Select(task => task.CpuTime / 1e9 / duration.TotalSeconds).DefaultIfEmpty(0).Average();
        return new Outcome(waits, slices, batch.Stat.Usage / duration, PerTask(plain.Where(task => task.Group != batch)), PerTask(nicer));
    }).ByCell();

    var latencies = (from r in results
                     from kind in Enumerable.Range(0, kinds.Length)
                     where kind != 1 || r.Cell.Scheduler != "CFS"
                     select new Latency(r.Cell.Scheduler, r.Cell.SpinnersPerCpu, kinds[kind],
                         r.Estimate(o => Quantiles.Of(o.WaitsMs[kind]).P50), r.Estimate(o => Quantiles.Of(o.WaitsMs[kind]).P99))).ToList();
    var shares = results.Select(r => new Share(r.Cell.Scheduler, r.Cell.SpinnersPerCpu,
        r.Estimate(o => Quantiles.Of(o.SlicesMs).P50), r.Estimate(o => Quantiles.Of(o.SlicesMs).P99),
        r.Estimate(o => o.Batch), r.Estimate(o => o.NiceZero), r.Estimate(o => o.NiceFive))).ToList();

    experiment.Csv(latencies);
    experiment.Csv("shares", shares);
    experiment.Table(latencies);
    experiment.Table(shares);
    var title = $"Wake-up to CPU among spinners, {experiment.Value(cpus)} CPUs";
    var x = new Axis("CPU-bound tasks per CPU", Log: true);
    Line[] Lines(Func<Latency, Estimate> y) =>
        [.. latencies.GroupBy(r => $"{r.Scheduler}, {r.Task}")
            .Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.SpinnersPerCpu, y(r)))]))];
    experiment.Plot("p99", Figure.Lines(title, x, new Axis("99th percentile of the wake-up latency (ms)", Min: 0), Lines(r => r.P99Ms)));
    experiment.Plot("slices", Figure.Lines("Time slices of the CPU-bound tasks", x, new Axis("Median length of a time slice (ms)", Min: 0),
        shares.GroupBy(r => r.Scheduler).Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.SpinnersPerCpu, r.SliceP50Ms))]))));
});

record Cell(string Scheduler, int SpinnersPerCpu);

record Outcome(List<double>[] WaitsMs, List<double> SlicesMs, double Batch, double NiceZero, double NiceFive);

record Latency(string Scheduler, int SpinnersPerCpu, string Task, Estimate P50Ms, Estimate P99Ms);

record Share(string Scheduler, int SpinnersPerCpu, Estimate SliceP50Ms, Estimate SliceP99Ms, Estimate BatchCpus, Estimate NiceZeroTaskCpus,
    Estimate NiceFiveTaskCpus);
