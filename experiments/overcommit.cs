#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does overcommitting virtual CPUs cost, and which kind of work?

var script = new Script("What does overcommitting virtual CPUs cost, and which kind of work?", runs: 5);
var size = script.Option("--cores", "N", "cores of the host, even; a guest has half as many virtual CPUs", 16, atLeast: 2, atMost: 128);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    experiment.Simulates(SchedulerKind.Cfs);
    var vcpus = experiment.Value(size) / 2;
    var window = (experiment.Quick ? 0.06 : 0.3).Seconds;
    var model = HostModel.RackServer(parameters) with { Topology = new CpuTopology(parameters, 2 * vcpus) };
    var (dbench, ebizzy) = (LockedProfile.Dbench(parameters), LockedProfile.Ebizzy(parameters));
    Work[] works = [new("independent", dbench.Independent()), new("dbench-like", dbench), new("ebizzy-like", ebizzy)];
    var noYields = PauseLoopExiting.Of(parameters) with { Yields = false, BoostsKicked = false };
    Help[] helps =
    [
        new("container threads", RuncContainer.Of(parameters)),
        new("VM, ticket locks, no help", KvmOvercommit.Guest(parameters, SpinLockKind.Ticket, noYields)),
        new("VM, directed yield", KvmOvercommit.Guest(parameters, SpinLockKind.Ticket, PauseLoopExiting.Of(parameters))),
        new("VM, paravirtual locks", KvmOvercommit.Guest(parameters, SpinLockKind.ParavirtualQueued, noYields)),
    ];
    var grid = from work in works
               from help in helps
               from overcommit in new[] { 1, 1.5, 2, 3, 4, 6 }
               where !experiment.Quick || overcommit is 1 or 2
               select new Cell(work, help, overcommit);

    var cells = experiment.Run("overcommit", grid, (trial, cell) =>
    {
        var sim = new Simulation();
        var host = new Host(sim, model, trial.Streams, SchedulerKind.Cfs);
        var guests = Enumerable.Range(0, (int)(2 * cell.Overcommit)).Select(_ => Boot(host, cell.Help.Platform)).ToList();
        // Programs do not begin at one instant.
        var programs = new List<SharedMemoryProgram>();
        foreach (var guest in guests)
        {
            programs.Add(cell.Work.Profile.Start(guest, vcpus));
            sim.Run((10 * trial.Streams["starts"].NextDouble()).Milliseconds);
        }
        sim.Run(window / 2);
        var before = Counts();
        sim.Run(window);
        var (units, steal, exits, yields) = Counts();
        double PerSecond(double after, double from) => (after - from) / window.TotalSeconds;
        return new Outcome(PerSecond(units, before.Units), 100 * PerSecond(steal, before.Steal) / 1e9 / (guests.Count * vcpus),
            PerSecond(exits, before.Exits), PerSecond(yields, before.Yields));

        (double Units, double Steal, double Exits, double Yields) Counts() => (programs.Sum(p => p.Units), guests.Sum(g => g.StealNs),
            guests.Sum(g => g.Exits), guests.Sum(g => g.PauseLoops.Yields));
    }).ByCell();

    // The fair share of a guest is what it has at 1:1 by the overcommit: all together should do as much as then.
    var alone = cells.Where(c => c.Cell.Overcommit == 1).ToDictionary(c => (c.Cell.Work, c.Cell.Help));
    var rows = cells.Select(c => new Row(c.Cell.Overcommit, c.Cell.Work.Name, c.Cell.Help.Name,
        c.Ratio(alone[(c.Cell.Work, c.Cell.Help)], o => o.UnitsPerSecond), c.Estimate(o => o.UnitsPerSecond), c.Estimate(o => o.StealPct),
        c.Estimate(o => o.ExitsPerSecond), c.Estimate(o => o.YieldsPerSecond))).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);

    double Share(string work, Help help, double overcommit = 2) => 100 * rows
        .Single(r => r.Work == work && r.Help == help.Name && r.Overcommit == overcommit).TimesFairShare.Value;
    string All(string work, double overcommit = 2) => string.Join(", ", helps.Skip(1).Select(
        h => $"{Share(work, h, overcommit):0} % ({h.Name[4..]})"));
    var (container, plain) = (helps[0], helps[1]);
    experiment.Finding($"at 2 virtual CPUs a core independent work has {Share("independent", plain):0} % of its fair share; dbench-like " +
        $"work {All("dbench-like")}, as threads of containers {Share("dbench-like", container):0} %; ebizzy-like work " +
        $"{All("ebizzy-like")}, as threads of containers {Share("ebizzy-like", container):0} %");
    experiment.Goal("independent work loses less than 5 % of its fair share at 2:1", helps.All(h => Share("independent", h) > 95));
    experiment.Goal("dbench-like work without help loses at least three times that", Share("dbench-like", plain) < 85);

    foreach (var work in works.Skip(1))
        experiment.Plot(work.Name, Figure.Lines(
            $"At 2 virtual CPUs a core {work.Name} work has {All(work.Name)} of its fair share",
            new Axis("Virtual CPUs per core"), new Axis("Throughput (% of the fair share)", Min: 0),
            rows.Where(r => r.Work == work.Name || (r.Work == "independent" && r.Help == plain.Name))
                .GroupBy(r => r.Work == work.Name ? r.Help : "independent work, VM")
                .Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.Overcommit, Percent(r.TimesFairShare)))])),
            $"CFS, {2 * vcpus} cores; guests of {vcpus} virtual CPUs, a thread on each; fair share: what all guests together do at 1:1; " +
            $"{cells[0].Runs.Count} runs of {window.TotalSeconds:0.##} s, 95 % intervals"));

    Guest Boot(Host host, Platform platform)
    {
        if (!host.TryAdmit(platform, new GuestSpec(2.GiB, 64.MiB) { VCpus = vcpus }, out var guest, out var boundBy))
            throw new InvalidOperationException($"{platform.Name}: {boundBy}");
        host.Simulation.Run(guest!.Start());
        return guest;
    }

    static Estimate Percent(Ratio ratio) => new(100 * ratio.Value, 100 * ratio.Ci95Low, 100 * ratio.Ci95High, ratio.Pairs);
});

record Work(string Name, LockedProfile Profile);

record Help(string Name, Platform Platform);

record Cell(Work Work, Help Help, double Overcommit);

/// <summary>One run, all guests together; steal is a share of the virtual CPUs' time.</summary>
record Outcome(double UnitsPerSecond, double StealPct, double ExitsPerSecond, double YieldsPerSecond);

record Row(double Overcommit, string Work, string Help, Ratio TimesFairShare, Estimate UnitsPerS, Estimate StealPct, Estimate ExitsPerS,
    Estimate YieldsPerS);
