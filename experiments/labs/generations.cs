#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// What did the second and the third generation of hardware assist take away, for a program that forks and for one that does I/O?
// Look for: the causes of VM exits that are gone from one generation to the next, and which of them the response time shows.
// Change: --forks 10; --packets 100; --host Pentium4Desktop (which generations has it?); or add to known the devices of 2007:
// KvmShadow.Of(p) with { Name = "generation 1, emulated devices" }.

var script = new Script("What did the second and the third generation of hardware assist take away, for a program that forks and for " +
    "one that does I/O?", runs: 10).WithMachine();
var forks = script.Option("--forks", "N", "processes that a request forks and waits for", 3, atLeast: 0, atMost: 30);
var packets = script.Option("--packets", "N", "packets that a request with I/O sends and receives more", 30, atLeast: 0, atMost: 1000);

return script.Main(args, experiment =>
{
    var (p, host, seconds, works) = (experiment.Parameters, experiment.Machine, experiment.Quick ? 50 : 100, new[] { "forks", "I/O" });
    var (web, bare) = (WebApplication.Of(p), BareMetal.Of(p));
    Platform[] known = [QemuKvm.Of(p) with { Name = "generation 1 (shadow paging)", Memory = new ShadowPaging(p) },
        QemuKvm.Of(p) with { Name = "generation 2 (nested paging)" },
        KvmPassThrough.Of(p) with { Name = "generation 3 (IOMMU, pass-through)" }];
    var generations = known.Where(k => k.Incompatibility(host.Cpu) is null).ToList();
    if (generations.Count == 0)
        throw new InputException("--host", null, known[0].Incompatibility(host.Cpu)!, "give a newer machine");
    WebApplication Application(string work) => web with { Request = work == "forks"
        ? web.Request + ProcessProfiles.ForkWait(p).Moved(CpuModels.Prescott(p), host.Cpu).Times(experiment.Value(forks))
        : web.Request with { Packets = web.Request.Packets + experiment.Value(packets) } };
    var cells = from work in works from platform in generations.Prepend(bare) select new Cell(platform, work);
    var served = experiment.Run("requests", cells, (trial, cell) =>
    {
        var (sim, application, times) = (new Simulation(), Application(cell.Work), new List<double>());
        var machine = Host.For(cell.Platform, sim, trial.Machine, trial.Streams);
        if (!machine.TryAdmit(cell.Platform, trial.Guest(cell.Platform, application), out var guest, out var boundBy))
            throw new InputException("--memory", null, $"{cell.Platform} does not fit: {boundBy}", "give more");
        sim.Run(guest!.Start());
        _ = new RequestService(guest, application, RateCurve.Constant(20), time => times.Add(time.TotalMilliseconds));
        sim.Run(TimeSpan.FromSeconds(seconds));
        return times.Average();
    }, until: ms => new { MeanMs = ms }).ByCell();
    CellResults<Cell, double> Of(Platform platform, string work) => served.Single(c => c.Cell == new Cell(platform, work));
    Estimate Times(Platform platform, string work) => Of(platform, work).Ratio(Of(bare, work), ms => ms).Estimate;
    CycleCost Cost(Platform platform, string work) => platform.Cost(Application(work).Request, host);
    var rows = served.Select(c => new { c.Cell.Work, Platform = c.Cell.Platform.Name, MeanMs = c.Estimate(ms => ms),
        TimesBareMetal = Times(c.Cell.Platform, c.Cell.Work), Cost(c.Cell.Platform, c.Cell.Work).Exits });
    experiment.Csv(rows);
    experiment.Table(rows);
    string Each(Func<Platform, string, string> value) => string.Join("; ", works.Select(work =>
        $"with {work} {string.Join(", ", generations.Select(g => value(g, work)))}"));
    experiment.Finding($"a request takes so many times as long as on bare metal: {Each((g, work) => $"{Times(g, work)} in {g}")}");
    experiment.Plot("response", Figure.GroupedBars("Response time against bare metal, generation by generation: " +
        Each((g, work) => $"{Times(g, work).Mean:0.00}") + " times", new Axis("Mean response time (times bare metal)", Min: 0),
        from g in generations from work in works select new GroupedBar(g.Name, work, Times(g, work)),
        subtitle: Conditions.Of(host, $"20 requests per second for {seconds} s", Conditions.Runs(served[0].Runs.Count))));
    experiment.Plot("exits", Figure.Dots("VM exits of a request, generation by generation: " +
        Each((g, work) => $"{Cost(g, work).Exits:#,0}"), new Axis("VM exits of a request", Log: true, LinearTo: 1),
        from work in works from cause in CycleCost.Causes where generations.Any(g => Cost(g, work).ExitsFor(cause) > 0.5)
        from g in generations select new Dot($"{work}: {cause.Title()}", g.Name, Cost(g, work).ExitsFor(cause)),
        subtitle: $"By cause; {host.Cpu.Name}; from counts of events, no random numbers"));
});

record Cell(Platform Platform, string Work);
