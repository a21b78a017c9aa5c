#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Which quota does a server that uses one CPU on average need, so that its requests do not wait, and does a shorter period help?
// Look for: throttled periods at a quota of twice the use: requests come at random, and what a burst needs more waits for the next period.
// Look for: a shorter period holds less of a burst, so that the p50 suffers first. Try --together 1, --use 0.5, --work-ms 5, other periods.

var script = new Script("Which quota does a server that uses one CPU on average need, so that its requests do not wait, and does a " +
    "shorter period help?", runs: 10);
var together = script.Option("--together", "N", "requests that arrive together on average", 4, atLeast: 1, atMost: 100);
var work = script.Option("--work-ms", "MS", "mean CPU time of a request", 20.0, atLeast: 0.1, atMost: 1000);
var use = script.Option("--use", "X", "CPUs that the requests use on average", 1.0, atLeast: 0.01, atMost: 100);

return script.Main(args, experiment =>
{
    experiment.Simulates(SchedulerKind.Cfs);
    var (burst, ms, duration) = (experiment.Value(together), experiment.Value(work), (experiment.Quick ? 20 : 120).Seconds);
    var cells = experiment.Run("quotas", from periodMs in new[] { 100, 10 } // 8: as many as CPUs
        from quota in new double[] { 1.25, 1.5, 2, 3, 4, 8 } select new { periodMs, quota }, (trial, cell) =>
    {
        var (sim, random) = (new Simulation(), trial.Streams["arrivals"]);
        var cpu = new CfsScheduler(sim, 8, trial.Parameters);
        var server = cpu.CreateGroup("server");
        server.SetBandwidth((cell.quota * cell.periodMs).Milliseconds, cell.periodMs.Milliseconds); // cpu.max
        var window = new ResponseWindow(sim, duration / 10, duration);
        IEnumerable<Event> Arrivals()
        {
            for (; ; Enumerable.Range(0, random.Next(1, 2 * burst)).ToList().ForEach(_ => sim.Process(Request())))
                yield return sim.TimeoutD(random.Exponential(burst * ms / 1e3 / experiment.Value(use)));
        }
        IEnumerable<Event> Request()
        {
            var (request, thread) = (window.Arrive(), cpu.CreateTask("thread", server));
            yield return thread.Execute((long)(1 + random.Exponential(1e6 * ms)));
            window.Answer(request);
            thread.Exit();
        }
        sim.Process(Arrivals());
        sim.Run(duration);
        var stat = server.Stat;
        return new Outcome(window.Finish(duration), 100.0 * stat.NrThrottled / Math.Max(1, stat.NrPeriods), stat.Usage / duration);
    }, until: o => new { MeanMs = o.Ms.Average() }).ByCell();
    var rows = cells.Select(r => new { r.Cell.periodMs, r.Cell.quota, UsedCpus = r.Estimate(o => o.Used),
        ThrottledPercent = r.Estimate(o => o.Throttled), P50Ms = r.Quantile(0.5, o => o.Ms), P99Ms = r.Quantile(0.99, o => o.Ms),
        TimesNoQuota = r.Ratio(cells[5], o => Quantiles.Of(o.Ms).P99) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var (two, brief) = (rows[2], rows[8]);
    experiment.Finding($"of a quota of 2 CPUs {two.UsedCpus} are used, and yet the p99 of the response time is {two.TimesNoQuota} times " +
        $"that without quota; with a period of 10 ms {brief.TimesNoQuota} times");
    experiment.Plot("p99", Figure.Lines($"With a quota of 2 CPUs in 100 ms, {50 * two.UsedCpus.Mean:0} % of it used, the p99 is " +
        $"{two.TimesNoQuota.Value:0.0} times that without quota, with 20 ms in 10 ms {brief.TimesNoQuota.Value:0.0} times",
        new Axis("Quota (CPUs)", Log: true), new Axis("p99 of the response time (ms)", Min: 0), rows.GroupBy(r => r.periodMs).Select(g =>
            new Line($"period {g.Key} ms", [.. g.Select(r => new LinePoint(r.quota, r.P99Ms.Estimate))])),
        $"CFS, 8 CPUs; random requests of {ms:0.#} ms on average, about {burst} at once, a thread each; " +
        Conditions.Runs(cells[0].Runs.Count)));
});

record Outcome(List<double> Ms, double Throttled, double Used);
