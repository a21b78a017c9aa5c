#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Why does a container with a CPU limit answer slowly although it uses half of its limit on average?

var script = new Script("Why does a container with a CPU limit answer slowly although it uses half of its limit on average?", runs: 5);
var cpus = script.Option("--cpus", "N", "CPUs of the host", 16, atLeast: 1, atMost: 256);
var work = script.Option("--work-ms", "MS", "CPU time of a request, shared evenly by the threads", 80.0, atLeast: 0.1, atMost: 10_000);
var use = script.Option("--use", "X", "CPUs that the requests use on average", 1.0, atLeast: 0.01, atMost: 100);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    experiment.Simulates(SchedulerKind.Cfs);
    Limit[] limits = [new("no limit", null, 0), new("2 CPUs in 100 ms", 200, 100), new("2 CPUs in 20 ms", 40, 20)];
    var grid = from limit in limits from threads in new[] { 2, 4, 8, 16 } select new Cell(limit, threads);
    var duration = (experiment.Quick ? 20 : 300).Seconds;

    var rows = experiment.Run("quota", grid, (trial, cell) =>
    {
        var sim = new Simulation();
        var cpu = new CfsScheduler(sim, experiment.Value(cpus), parameters);
        var group = cpu.CreateGroup("container");
        if (cell.Limit.QuotaMs is { } quota)
            group.SetBandwidth(quota.Milliseconds, cell.Limit.PeriodMs.Milliseconds);
        var threads = Enumerable.Range(0, cell.Threads).Select(i => cpu.CreateTask($"thread {i}", group)).ToList();
        var part = (long)(experiment.Value(work) * 1e6 / cell.Threads);
        var gap = experiment.Value(work) / 1e3 / experiment.Value(use);
        var arrivals = trial.Streams["arrivals"];
        var responses = new List<double>();

        IEnumerable<Event> Arrivals()
        {
            while (true)
            {
                yield return sim.TimeoutD(arrivals.Exponential(gap));
                sim.Process(Request());
            }
        }

        IEnumerable<Event> Request()
        {
            var arrived = sim.NowD;
            yield return new AllOf(sim, threads.Select(thread => thread.Execute(part)));
            responses.Add(1e3 * (sim.NowD - arrived));
        }

        sim.Process(Arrivals());
        sim.Run(duration);
        var stat = group.Stat;
        return new Outcome(Quantiles.Of(responses).P50, Quantiles.Of(responses).P99, stat.Usage / duration, stat.Throttled / duration);
    }).ByCell().Select(r => new Row(
        r.Cell.Limit.Name, r.Cell.Threads, r.Estimate(o => o.P50Ms), r.Estimate(o => o.P99Ms), r.Estimate(o => o.Use),
        r.Estimate(o => o.Throttled))).ToList();

    experiment.Csv(rows);
    experiment.Table(rows);
    Line[] Lines(Func<Row, Estimate> y) =>
        [.. rows.GroupBy(r => r.Limit).Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.Threads, y(r)))]))];
    var title = $"Requests of {experiment.Value(work):0.#} ms of CPU time, average use {experiment.Value(use):0.##} CPU";
    experiment.Plot("p99",
        Figure.Lines(title, new Axis("Threads that share a request", Log: true),
            new Axis("99th percentile of the response time (ms)", Min: 0), Lines(r => r.P99Ms)));
    experiment.Plot("throttled",
        Figure.Lines(title, new Axis("Threads that share a request", Log: true), new Axis("CPUs throttled on average", Min: 0),
            Lines(r => r.ThrottledCpus)));
});

record Limit(string Name, int? QuotaMs, int PeriodMs);

record Cell(Limit Limit, int Threads);

record Outcome(double P50Ms, double P99Ms, double Use, double Throttled);

record Row(string Limit, int Threads, Estimate P50Ms, Estimate P99Ms, Estimate UsedCpus, Estimate ThrottledCpus);
