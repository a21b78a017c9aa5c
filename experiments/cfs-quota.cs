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

    var cells = experiment.Run("quota", grid, (trial, cell) =>
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
        // A tenth passes first. Who has no answer so long after the end counts with the time that it has waited.
        var window = new ResponseWindow(sim, duration / 10, duration);

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
            var request = window.Arrive();
            yield return new AllOf(sim, threads.Select(thread => thread.Execute(part)));
            window.Answer(request);
        }

        sim.Process(Arrivals());
        sim.Run(duration / 10);
        var before = group.Stat;
        sim.Run(duration);
        var stat = group.Stat;
        return new Outcome(window.Finish(duration), window.Unanswered, (stat.Usage - before.Usage) / duration,
            (stat.Throttled - before.Throttled) / duration);
    }, until: o => new { o.P99Ms }).ByCell();

    var free = cells.Where(c => c.Cell.Limit.QuotaMs is null).ToDictionary(c => c.Cell.Threads);
    var rows = cells.Select(c => new Row(
        c.Cell.Limit.Name, c.Cell.Threads, c.Quantile(0.5, o => o.Ms), c.Quantile(0.99, o => o.Ms),
        c.Ratio(free[c.Cell.Threads], o => o.P99Ms), c.Estimate(o => o.UsedCpus), c.Estimate(o => o.ThrottledCpus),
        c.Outcomes.Sum(o => o.Unanswered))).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    if (rows.Sum(r => r.Unanswered) is > 0 and var open)
        experiment.Note($"{open} requests without an answer count with the time that they had waited");

    Line[] Lines(Func<Row, Estimate> y) =>
        [.. rows.GroupBy(r => r.Limit).Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.Threads, y(r)))]))];
    var limited = rows.Where(r => r.Limit != limits[0].Name).ToList();
    var subtitle = $"CFS, {experiment.Value(cpus)} CPUs; one container, requests of {experiment.Value(work):0.#} ms of CPU time shared " +
        $"evenly by its threads, random arrivals, {experiment.Value(use):0.##} CPU used on average; {cells[0].Runs.Count} runs of " +
        $"{duration.TotalSeconds:0} s, 95 % intervals";
    double Cpus(string limit) => limits.Where(l => l.Name == limit).Max(l => (double)l.QuotaMs! / l.PeriodMs);
    var slowest = limited.MaxBy(r => r.TimesNoLimit.Value)!;
    experiment.Plot("p99", Figure.Lines(
        slowest.TimesNoLimit.Value > 1.05
            ? $"With a limit of {slowest.Limit} the p99 of {slowest.Threads} threads is {slowest.TimesNoLimit.Value:0.0} times that " +
                $"without, though they use {100 * slowest.UsedCpus.Mean / Cpus(slowest.Limit):0} % of it"
            : "No limit makes the p99 more than 5 % longer",
        new Axis("Threads that share a request", Log: true), new Axis("99th percentile of the response time (ms)", Min: 0),
        Lines(r => r.P99Ms.Estimate), subtitle));
    var stopped = limited.MaxBy(r => r.ThrottledCpus.Mean)!;
    experiment.Plot("throttled", Figure.Lines(
        stopped.ThrottledCpus.Mean > 0
            ? $"With {stopped.Threads} threads a limit of {stopped.Limit} keeps {stopped.ThrottledCpus.Mean:0.0} CPUs on average from " +
                $"running the container, with {limited.Where(r => r.Limit == stopped.Limit).MinBy(r => r.Threads)!.Threads} threads " +
                $"{limited.Where(r => r.Limit == stopped.Limit).MinBy(r => r.Threads)!.ThrottledCpus.Mean:0.00}"
            : "No limit ever stops the container",
        new Axis("Threads that share a request", Log: true), new Axis("CPUs throttled on average", Min: 0), Lines(r => r.ThrottledCpus),
        subtitle));
});

record Limit(string Name, int? QuotaMs, int PeriodMs);

record Cell(Limit Limit, int Threads);

/// <summary>The response times of one run.</summary>
record Outcome(List<double> Ms, int Unanswered, double UsedCpus, double ThrottledCpus)
{
    public double P99Ms => Quantiles.Of(Ms).P99;
}

record Row(string Limit, int Threads, Quantile P50Ms, Quantile P99Ms, Ratio TimesNoLimit, Estimate UsedCpus, Estimate ThrottledCpus,
    int Unanswered);
