#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// What did the second and the third generation of hardware assist take away, for a program that forks and for one that does I/O?
// Look for: the causes of exits that are gone from one generation to the next, and which of them the response time shows.
// Change: --forks 10, --packets 100; or add to known QemuKvm.Of(p) with { Name = "emulated NIC", Io = EmulatedDevice.UserSpace(p) }.

var script = new Script("What did the second and the third generation of hardware assist take away, for a program that forks and for " +
    "one that does I/O?", runs: 10).WithMachine();
var forks = script.Option("--forks", "N", "processes that a request forks and waits for", 3, atLeast: 0, atMost: 100);
var packets = script.Option("--packets", "N", "packets that a request with I/O sends and receives more", 30, atLeast: 0, atMost: 1000);

return script.Main(args, experiment =>
{
    var (p, host, seconds, works) = (experiment.Parameters, experiment.Machine, experiment.Quick ? 10 : 60, new[] { "forks", "I/O" });
    Platform[] known = [BareMetal.Of(p), KvmShadow.Of(p), QemuKvm.Of(p), KvmPassThrough.Of(p)];
    WebApplication Application(Parameters p, string work) => WebApplication.Of(p) is var web && work == "I/O"
        ? web with { Request = web.Request with { Packets = web.Request.Packets + experiment.Value(packets) } }
        : web with { Request = web.Request + Fork(p).Times(experiment.Value(forks)) };
    WorkProfile Fork(Parameters p) => ProcessProfiles.ForkWait(p).Moved(CpuModels.Prescott(p), host.Cpu);
    var able = known.Where(k => k.Incompatibility(host.Cpu) is null).ToList();
    var generations = able[1..];
    var cells = from work in works from platform in able select new Cell(platform, work);
    var served = experiment.Run("requests", cells, (trial, cell) =>
    {
        var (sim, application, times) = (new Simulation(), Application(trial.Parameters, cell.Work), new List<double>());
        var machine = Host.For(cell.Platform, sim, trial.Machine, trial.Streams);
        if (!machine.TryAdmit(cell.Platform, trial.Guest(cell.Platform, application), out var guest, out var boundBy))
            throw new InvalidOperationException($"{cell.Platform} does not fit: {boundBy}");
        sim.Run(guest!.Start());
        _ = new RequestService(guest, application, RateCurve.Constant(100), time => times.Add(time.TotalMilliseconds));
        sim.Run(TimeSpan.FromSeconds(seconds));
        return new Served(times.Average(), Quantiles.Of(times).P99);
    }, until: o => new { o.MeanMs }).ByCell();
    var rows = served.Select(c => new { c.Cell.Work, Platform = c.Cell.Platform.Name, MeanMs = c.Estimate(o => o.MeanMs),
        P99Ms = c.Estimate(o => o.P99Ms), TimesBareMetal = c.Ratio(served.First(b => b.Cell.Work == c.Cell.Work), o => o.MeanMs),
        Exits = Cost(c.Cell.Platform, c.Cell.Work).Exits });
    experiment.Csv(rows);
    experiment.Table(rows);

    CellResults<Cell, Served> Of(Platform g, string work) => served.Single(c => c.Cell == new Cell(g, work));
    var said = works.Select(w => $"{Of(generations[0], w).Ratio(Of(generations[^1], w), o => o.MeanMs)} times as long with {w}");
    experiment.Finding($"a request takes on {generations[0]} as against {generations[^1]} {string.Join(" and ", said)}");
    Estimate Times(Platform g, string work) => Of(g, work).Ratio(served.First(b => b.Cell.Work == work), o => o.MeanMs).Estimate;
    string Both(Platform g) => string.Join(", ", works.Select(w => $"{Times(g, w).Mean:0.00} times with {w}"));
    experiment.Plot("response", Figure.GroupedBars($"Response times against bare metal: {generations[0]} {Both(generations[0])}; " +
        $"{generations[^1]} {Both(generations[^1])}",
        new Axis("Mean response time (times bare metal)", Min: 0),
        from g in generations from work in works select new GroupedBar(g.Name, work, Times(g, work)),
        subtitle: Conditions.Of(host, $"100 requests per second for {seconds} s", Conditions.Runs(served[0].Runs.Count))));
    CycleCost Cost(Platform g, string work) => g.Cost(Application(p, work).Request, host);
    experiment.Plot("exits", Figure.Bars($"A request that forks exits {Cost(generations[0], works[0]).Exits:#,0} times on " +
        $"{generations[0]}, {Cost(able[^1], works[0]).Exits:0.#} times on {able[^1]}", new Axis("VM exits of a request", Max: 250),
        from g in generations from w in works select new Bar($"{g}, {w}", Cost(g, w).Exits, Segments: [.. from cause in CycleCost.Causes
            where works.Any(x => Cost(generations[0], x).ExitsFor(cause) > 1) select new Segment(cause.Title(), Cost(g, w).ExitsFor(cause))]),
        $"By cause; {host.Cpu.Name}; from counts of events, no random numbers"));
});

record Cell(Platform Platform, string Work);
record Served(double MeanMs, double P99Ms);
