#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does one host see in detail inside a datacenter that is simulated as a fluid, and what does the fluid lose?

const string Slices = "slices", Zoom = "zoom", Fluid = "fluid";
const double CostLoad = 0.8;

var script = new Script("What does one host see in detail inside a datacenter that is simulated as a fluid, and what does the fluid lose?",
    runs: 5);
script.WithMachine(cores: 2).WithSeries();
var hosts = script.Option("--hosts", "N", "hosts, twenty a rack (10 with --quick)", (int?)null, atLeast: 1, atMost: 100_000);
var zoomed = script.Option("--zoomed", "N", "hosts in slices, spread over all (1 with --quick)", (int?)null, atLeast: 1, atMost: 100_000);
var guestsPerCpu = script.Option("--guests", "N", "guests for each CPU of a host, of one virtual CPU each", 8, atLeast: 1, atMost: 1_000);
var cpuTime = script.Option("--cpu-time", "", "also measure the CPU time of a run of each kind, in a table that differs each time", false);

return script.Main(args, experiment =>
{
    experiment.Simulates(SchedulerKind.Cfs, SchedulerKind.Fluid);
    var (machine, parameters) = (experiment.Machine, experiment.Parameters);
    var (platform, application) = (Firecracker.Of(parameters), WebApplication.Of(parameters));
    var (spec, cpus) = (experiment.Guest(platform, application), machine.Topology.Cpus);
    var total = experiment.Value(hosts) ?? (experiment.Quick ? 10 : 100);
    var shown = experiment.Value(zoomed) ?? Math.Min(total, experiment.Quick ? 1 : 4);
    if (shown > total)
        throw new InputException(zoomed.Name, null, $"{shown} of {Hosts(total)} cannot be in slices", $"at most {total}");
    var (guests, every) = (cpus * experiment.Value(guestsPerCpu), total / shown);
    var (warmUp, length) = experiment.Quick ? (0.2.Seconds, 1.0.Seconds) : (1.0.Seconds, 3.0.Seconds);
    double[] loads = experiment.Quick ? [0.5, CostLoad] : [0.3, 0.5, 0.7, CostLoad, 0.9, 0.95];
    var recorded = loads.Last(load => load != CostLoad); // the recorder has events of its own: not where they are counted
    bool IsShown(int host) => host % every == 0 && host / every < shown;

    var results = experiment.Run("host",
        from load in loads
        from kind in new[] { Slices, Zoom, Fluid }
        where kind != Slices || load == CostLoad // hosts do not meet: all in slices say no more than those that are shown
        select new Cell(kind, load), (trial, cell) => Simulate(cell, trial.Streams, center =>
        {
            if (cell == new Cell(Zoom, recorded))
                trial.Record(center, length / 10);
        }), until: o => new { o.P99Ms }).ByCell();
    CellResults<Cell, Outcome> Of(string kind, double load) => results.Single(r => r.Cell == new Cell(kind, load));

    var rows = (from load in loads
                let pair = (Slices: Of(Zoom, load), Fluid: Of(Fluid, load))
                from measure in new (string Name, bool IsTime, Func<Outcome, double> Of)[] { ("p50 response (ms)", true, o => o.P50Ms),
                    ("p99 response (ms)", true, o => o.P99Ms), ("CPUs used", false, o => o.Cpus),
                    ("steal (% of a guest)", false, o => o.StealPct) }
                let ratio = pair.Fluid.Ratio(pair.Slices, o => measure.IsTime ? measure.Of(o) : 1)
                select new Row(100 * load, measure.Name, pair.Slices.Estimate(measure.Of), pair.Fluid.Estimate(measure.Of),
                    pair.Fluid.Difference(pair.Slices, measure.Of),
                    measure.IsTime ? Error(ratio) : new(double.NaN, double.NaN, double.NaN, 0),
                    pair.Slices.Outcomes.Concat(pair.Fluid.Outcomes).Sum(o => o.Unanswered))).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    if (rows.Sum(r => r.Unanswered) > 0)
        experiment.Note("requests without an answer at the end are left out: these times are too short");
    var seconds = (warmUp + length).TotalSeconds;
    var costs = new[] { Slices, Zoom, Fluid }.Select(kind => new Cost(kind, 100 * CostLoad, total,
        kind == Slices ? total : kind == Zoom ? shown : 0, Of(kind, CostLoad).Estimate(o => o.Events / seconds / total))).ToList();
    experiment.Csv("cost", costs);
    experiment.Table(costs);
    experiment.Goal("the hosts in slices are the same to the last digit whether the others are slices or a fluid",
        Of(Slices, CostLoad).Outcomes.Zip(Of(Zoom, CostLoad).Outcomes).All(o => o.First.Ms.SequenceEqual(o.Second.Ms)));

    var times = rows.Where(r => !double.IsNaN(r.ErrorPct.Mean)).ToList();
    if (times.Any(r => double.IsNaN(r.ErrorPct.Ci95Low)))
        experiment.Note($"an error without an interval: after so few runs ({results[0].Runs.Count}) chance alone may be as large; " +
            "give more --runs");
    var worst = times.GroupBy(r => r.Measure.Split(' ')[0]).Select(g => g.MaxBy(r => Math.Abs(r.ErrorPct.Mean))!).ToList();
    var tail = worst[^1];
    experiment.Finding($"at a load of {tail.LoadPct:0} % the p99 is {tail.Slices} ms in slices and {tail.Fluid} ms in the fluid; " +
        $"a host costs {costs[0].EventsPerHostS.Mean:0} events a second in slices, {costs[2].EventsPerHostS.Mean:0} in the fluid");
    var conditions = Conditions.Of(machine, $"{Hosts(total)}, {shown} in slices (CFS)",
        $"{guests} guests a host ({platform.Name}, 1 vCPU) that serve web requests", Conditions.Runs(results[0].Runs.Count));
    experiment.Plot("error", Figure.Lines(
        "Response times in the fluid are off by up to " + string.Join(" and ", worst.Select(r =>
            $"{r.ErrorPct.Mean:+0;-0} % ({r.Measure.Split(' ')[0]} at {r.LoadPct:0} % load)")),
        new Axis("Load of the hosts (%)"), new Axis("Error of the fluid (%), 0 is as time slices"),
        times.GroupBy(r => r.Measure.Split(' ')[0])
            .Select(line => new Line(line.Key, [.. line.Select(r => new LinePoint(r.LoadPct, r.ErrorPct))])),
        conditions));
    experiment.Plot("cost", Figure.Bars(
        $"A host in slices costs {costs[0].EventsPerHostS.Mean / costs[2].EventsPerHostS.Mean:0.00} times the events of a fluid one; " +
        $"with {shown} of {total} in slices {costs[1].EventsPerHostS.Mean / costs[2].EventsPerHostS.Mean:0.00} times",
        "Events per host and simulated second",
        costs.Select(c => new Bar(c.Fidelity, c.EventsPerHostS, $"{Hosts(c.HostsInSlices)} in slices")),
        $"{conditions}; load {100 * CostLoad:0} %"));

    if (experiment.Value(cpuTime))
    {
        Simulate(new(Zoom, CostLoad), new RandomStreams(experiment.Seed)); // compiled before it is measured
        List<Measured> measured = [.. costs.Select(c => new Measured(c.Fidelity, total, CpuSeconds(c.Fidelity)))];
        experiment.Csv("cpu", measured);
        experiment.Table(measured);
    }

    double CpuSeconds(string kind)
    {
        var before = System.Environment.CpuUsage.TotalTime;
        Simulate(new(kind, CostLoad), new RandomStreams(experiment.Seed));
        return (System.Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    // Each host, and each guest on it, draws from streams of its own: the same requests come in all three kinds.
    Outcome Simulate(Cell cell, RandomStreams streams, Action<Datacenter>? watch = null)
    {
        var (sim, times) = (new Simulation(), new List<double>());
        var center = new Datacenter(sim, new FirstFit());
        for (var left = total; left > 0; left -= 20)
            center.AddRacks(1, Math.Min(20, left), machine, streams, host =>
                cell.Kind == Slices || (cell.Kind == Zoom && IsShown(host)) ? SchedulerKind.Cfs : SchedulerKind.Fluid);
        var (all, seen) = (new List<RequestService>(), new List<RequestService>());
        foreach (var node in center.Nodes.All)
            for (var i = 0; i < guests; i++)
            {
                var guest = node.Host.Admit(platform, spec);
                var rate = cell.Load * cpus / guests * 1e9 / guest.Nanoseconds(guest.Cost(application.Request).Total);
                var isShown = IsShown(node.Number);
                all.Add(new(guest, application, RateCurve.Constant(rate), time =>
                {
                    if (isShown && sim.Now - sim.StartDate >= warmUp)
                        times.Add(time.TotalMilliseconds);
                }));
                if (isShown)
                    seen.Add(all[^1]);
            }

        watch?.Invoke(center);
        sim.Run(warmUp);
        var hosts = center.Nodes.All.Where(node => IsShown(node.Number)).Select(node => node.Host).ToList();
        var (busy, steal) = Used(hosts);
        sim.Run(length);
        var (busyThen, stealThen) = Used(hosts);
        var events = sim.EventCount;
        all.ForEach(service => service.Stop());
        for (var i = 0; i < 50 && seen.Sum(s => s.Backlog) > 0; i++)
            sim.Run(length / 50);
        var ns = length.TotalNanoseconds;
        return new(times, (busyThen - busy) / ns / shown, 100 * (stealThen - steal) / ns / shown / guests, events,
            (int)seen.Sum(s => s.Backlog));
    }

    static string Hosts(int count) => count == 1 ? "1 host" : $"{count} hosts";

    static (double Busy, double Steal) Used(List<Host> hosts) =>
        (hosts.Sum(host => host.Scheduler.BusyNs), hosts.Sum(host => host.Guests.Sum(guest => guest.StealNs)));

    static Estimate Error(Ratio ratio) => new(100 * (ratio.Value - 1), 100 * (ratio.Ci95Low - 1), 100 * (ratio.Ci95High - 1), ratio.Pairs);
});

/// <summary>How the hosts are simulated, and how loaded they are.</summary>
record Cell(string Kind, double Load);

/// <summary>What the hosts that are shown did: response times, CPUs used of each, steal time of a guest; and the events of all.</summary>
record Outcome(List<double> Ms, double Cpus, double StealPct, long Events, int Unanswered)
{
    public double P50Ms => Quantiles.Of(Ms).P50;

    public double P99Ms => Quantiles.Of(Ms).P99;
}

record Row(double LoadPct, string Measure, Estimate Slices, Estimate Fluid, Difference FluidMore, Estimate ErrorPct, int Unanswered);

record Cost(string Fidelity, double LoadPct, int Hosts, int HostsInSlices, Estimate EventsPerHostS);

record Measured(string Fidelity, int Hosts, double CpuS);
