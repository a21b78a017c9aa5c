#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Which CPU quota does a server need that uses one CPU on average, and does a shorter period help?
// Look for: throttled periods at a quota of twice the use. Requests come in bursts, and a burst needs more than the average.
// Look for: the p50 of a short period. It holds less quota, so that even a small burst has to wait for the next period.
// Change: --together 1 (who still waits?); --work-ms 5; the periods 100 and 10 in the grid below.

var script = new Script("Which CPU quota does a server need that uses one CPU on average, and does a shorter period help?", runs: 10);
var together = script.Option("--together", "N", "requests that arrive together on average", 4, atLeast: 1, atMost: 100);
var work = script.Option("--work-ms", "MS", "mean CPU time of a request", 20.0, atLeast: 0.1, atMost: 1000);
return script.Main(args, experiment =>
{
    experiment.Simulates(SchedulerKind.Cfs);
    var (burst, ms) = (experiment.Value(together), experiment.Value(work));
    var duration = (800 * ms).Milliseconds; // 800 requests, which use one CPU on average
    Outcome Serve(double quota, int periodMs, RandomStream random)
    {
        var sim = new Simulation();
        var cpu = new CfsScheduler(sim, 8, experiment.Parameters);
        var server = cpu.CreateGroup("server");
        server.SetBandwidth((quota * periodMs).Milliseconds, periodMs.Milliseconds); // its cpu.max
        var window = new ResponseWindow(sim, duration / 10, duration);
        IEnumerable<Event> Arrivals()
        {
            yield return sim.TimeoutD(random.Exponential(burst * ms / 1e3));
            for (var n = random.Next(1, 2 * burst); n > 0; n--)
                sim.Process(Request());
            sim.Process(Arrivals()); // the next burst
        }
        IEnumerable<Event> Request()
        {
            var (number, thread) = (window.Arrive(), cpu.CreateTask("thread", server));
            yield return thread.Execute((long)(1 + random.Exponential(1e6 * ms)));
            window.Answer(number);
            thread.Exit();
        }
        sim.Process(Arrivals());
        sim.Run(duration);
        return new(server.Stat.Usage / duration, 100.0 * server.Stat.NrThrottled / server.Stat.NrPeriods, window.Finish(duration));
    }
    var grid = from PeriodMs in new[] { 100, 10 } from QuotaCpus in new[] { 1.5, 2, 3, 4, 8 } select new { PeriodMs, QuotaCpus };
    var cells = experiment.Run("quotas", grid, (trial, cell) => Enumerable.Range(1, experiment.Quick ? 2 : 5)
        .Select(i => Serve(cell.QuotaCpus, cell.PeriodMs, trial.Streams[$"arrivals {i}"])).ToList(),
        until: all => new { MeanMs = all.Average(o => o.Ms.Average()) }).Repetitions().ByCell();
    var rows = cells.Select(c => new { c.Cell.PeriodMs, c.Cell.QuotaCpus, UsedCpus = c.Estimate(o => o.Used),
        ThrottledPercent = c.Outcomes.Average(o => o.Throttled), P50Ms = c.Quantile(0.5, o => o.Ms),
        P99Ms = c.Quantile(0.99, o => o.Ms), P99Times = c.Ratio(cells[4], o => Quantiles.Of(o.Ms).P99) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var (two, brief) = (rows[1], rows[6]); // 2 CPUs: 200 ms in 100 ms, 20 ms in 10 ms
    experiment.Finding($"a server uses {two.UsedCpus} CPUs; with a quota of 2 CPUs the p99 of its response time is " +
        $"{two.P99Times} times that with all 8 CPUs, and with periods of 10 ms {brief.P99Times} times");
    experiment.Plot("p99", Figure.Lines($"With a quota of 2 CPUs, {50 * two.UsedCpus.Mean:0} % of it used, the p99 is " +
        $"{two.P99Times.Value:0.0} times that with 8 CPUs", new("Quota (CPUs)", Log: true),
        new("p99 of the response time (ms)", Min: 0), rows.GroupBy(r => r.PeriodMs).Select(g =>
            new Line($"period of {g.Key} ms", [.. g.Select(r => new LinePoint(r.QuotaCpus, r.P99Ms.Estimate))])),
        $"CFS, 8 CPUs; about {burst} requests at once, of {ms:0.#} ms each on average; {Conditions.Runs(cells[0].Runs.Count)}"));
});
record Outcome(double Used, double Throttled, List<double> Ms);
