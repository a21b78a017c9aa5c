#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Where does the time of a container's start go, step by step, and how does it grow with the containers that run and that start at once?

var script =
    new Script(
        "Where does the time of a container's start go, step by step, and how does it grow with the containers that run and that start " +
        "at once?", runs: 5);
script.WithMachine();
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var kind = experiment.Scheduler(scheduler, experiment.Machine);
    var networks = new[] { "bridge", "host", "none" };
    var image = new Image([.. Enumerable.Range(0, 8).Select(i => Layer.Of($"layer {i}", 10.MiB))]);

    (Simulation, MachineKernel, ContainerEngine) Machine(Trial trial)
    {
        var sim = new Simulation();
        var machine = new Host(sim, experiment.Machine, trial.Streams, kind).Kernel;
        machine.Store.Tag("app", image);
        return (sim, machine, new ContainerEngine(machine));
    }

    // (a) one start on an idle machine, by step
    var starts = experiment.Run("steps", networks, (trial, network) =>
    {
        var (sim, machine, engine) = Machine(trial);
        sim.Run(engine.Run(new("c", "app") { Network = machine.Networks.Network(network) }));
        return engine.Find("c")!.Steps.Select(s => new StepTime(s.Component, s.Step, s.Duration.TotalMilliseconds)).ToList();
    }, until: o => new { WholeMs = Whole(o) }).ByCell();
    var steps = starts.SelectMany(r =>
        r.Outcomes[0].Select((s, i) => new StepRow(r.Cell, s.Component, s.Step, r.Estimate(o => o[i].Ms)))).ToList();

    // (b) one after the other, and many at once
    var beside = experiment.Run("growth", experiment.Quick ? new[] { 0, 100 } : [0, 10, 50, 100, 200, 400, 800], (trial, running) =>
    {
        var (sim, machine, engine) = Machine(trial);
        machine[KernelObject.BridgePort].TryTake(running);
        machine[KernelObject.OverlayMount].TryTake(running);
        sim.Run(engine.Run(new("c", "app")));
        return 1e3 * sim.NowD;
    }, until: ms => new { TimeMs = ms }).ByCell();
    var together = experiment.Run("burst", experiment.Quick ? new[] { 1, 16 } : [1, 2, 4, 8, 16, 32, 64], (trial, count) =>
    {
        var (sim, _, engine) = Machine(trial);
        sim.Run(new AllOf(sim, Enumerable.Range(0, count).Select(i => (Event)engine.Run(new($"c{i}", "app"))).ToList()));
        return 1e3 * sim.NowD;
    }, until: ms => new { TimeMs = ms }).ByCell();
    var grown = beside.Select(r =>
        new Growth("running already", r.Cell, r.Estimate(ms => ms), r.Ratio(beside[0], ms => ms), double.NaN)).ToList();
    var atOnce = together.Select(r =>
        new Growth("started at once", r.Cell, r.Estimate(ms => ms), r.Ratio(together[0], ms => ms), r.Estimate(ms => r.Cell / ms * 1e3)))
        .ToList();

    experiment.Csv(steps);
    experiment.Csv("growth", grown.Concat(atOnce));
    experiment.Table(steps.Where(s => s.Network == "bridge"));
    experiment.Table(grown.Concat(atOnce));

    var (model, runs) = (experiment.Machine, starts[0].Runs.Count);
    var conditions = $"docker run on {model.Cpu.Name}, {model.Cores} cores, {model.Memory}; image of 8 layers of 10 MiB, present";
    var repeated = runs > 1 ? $"{runs} runs, 95 % intervals" : "1 run";
    var (bridge, host) = (starts[0], starts[1]);
    var saved = bridge.Difference(host, Whole);
    experiment.Plot("steps", Figure.Bars(
        $"A container on a bridge network starts in {bridge.Estimate(Whole).Mean:0} ms; on the host's network in " +
        (saved.Differs == false ? "about as many" : $"{host.Estimate(Whole).Mean:0} ms"),
        "Time to the program's first instruction (ms)",
        from start in starts
        select new Bar($"network: {start.Cell}", start.Estimate(Whole), Segments:
        [
            .. from step in steps
               where step.Network == start.Cell
               group step by step.Component into part
               select new Segment(part.Key, part.Sum(s => s.TimeMs.Mean)),
        ]),
        $"{conditions}; idle; {repeated}"));
    experiment.Plot("growth", Figure.Lines(
        $"Beside {grown[^1].Containers} containers that run, one more takes {Times(grown[^1])} to start as on an idle machine",
        "Containers that run already, idle", new Axis("Time until it runs (ms)", Min: 0),
        [new("", [.. grown.Select(g => new LinePoint(g.Containers, g.TimeMs))])], $"{conditions}, bridge network; {repeated}"));
    experiment.Plot("burst", Figure.Lines(
        $"{atOnce[^1].Containers} containers started at once all run after {atOnce[^1].TimeMs.Mean / 1e3:0.0} s, " +
        $"{atOnce[^1].StartsPerS.Mean:0} per second; one alone takes {atOnce[0].TimeMs.Mean / 1e3:0.0} s",
        new Axis("Containers started at once", Log: true), new Axis("Time until the last one runs (ms)", Min: 0),
        [new("", [.. atOnce.Select(g => new LinePoint(g.Containers, g.TimeMs))])],
        $"{conditions}, bridge network; {repeated}"));

    static string Times(Growth growth) =>
        growth.TimesFewest.Differs == false ? "as long" : $"{growth.TimesFewest.Value:0.00} times as long";

    static double Whole(IReadOnlyList<StepTime> steps) => steps.Sum(s => s.Ms);
});

record StepTime(string Component, string Step, double Ms);

record StepRow(string Network, string Component, string Step, Estimate TimeMs);

record Growth(string Case, int Containers, Estimate TimeMs, Ratio TimesFewest, Estimate StartsPerS);
