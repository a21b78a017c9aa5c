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
    var steps = experiment.Run("steps", networks, (trial, network) =>
    {
        var (sim, machine, engine) = Machine(trial);
        sim.Run(engine.Run(new("c", "app") { Network = machine.Networks.Network(network) }));
        return engine.Find("c")!.Steps.Select(s => new StepTime(s.Component, s.Step, s.Duration.TotalMilliseconds)).ToList();
    }).ByCell().SelectMany(r => r.Outcomes[0].Select((s, i) => new StepRow(r.Cell, s.Component, s.Step, r.Estimate(o => o[i].Ms))))
        .ToList();

    // (b) one after the other, and many at once
    var grown = experiment.Run("growth", experiment.Quick ? new[] { 0, 100 } : [0, 10, 50, 100, 200, 400, 800], (trial, running) =>
    {
        var (sim, machine, engine) = Machine(trial);
        machine[KernelObject.BridgePort].TryTake(running);
        machine[KernelObject.OverlayMount].TryTake(running);
        sim.Run(engine.Run(new("c", "app")));
        return 1e3 * sim.NowD;
    }).ByCell().Select(r => new Growth("running already", r.Cell, r.Estimate(o => o), double.NaN)).ToList();
    var atOnce = experiment.Run("burst", experiment.Quick ? new[] { 1, 16 } : [1, 2, 4, 8, 16, 32, 64], (trial, count) =>
    {
        var (sim, _, engine) = Machine(trial);
        sim.Run(new AllOf(sim, Enumerable.Range(0, count).Select(i => (Event)engine.Run(new($"c{i}", "app"))).ToList()));
        return 1e3 * sim.NowD;
    }).ByCell().Select(r => new Growth("started at once", r.Cell, r.Estimate(o => o), r.Cell / r.Estimate(o => o).Mean * 1e3)).ToList();

    experiment.Csv(steps);
    experiment.Csv("growth", grown.Concat(atOnce));
    experiment.Table(steps.Where(s => s.Network == "bridge"));
    experiment.Table(grown.Concat(atOnce));
    experiment.Plot("steps", Figure.Bars("docker run to the first instruction of the program, image present", "Time (ms)",
        steps.GroupBy(s => s.Network).Select(g => new Bar($"network {g.Key}", Math.Round(g.Sum(s => s.TimeMs.Mean)), Segments:
            [.. g.GroupBy(s => s.Component).Select(c => new Segment(c.Key, c.Sum(s => s.TimeMs.Mean)))]))));
    experiment.Plot("growth",
        Figure.Lines("docker run on a bridge network", new Axis("Containers", Log: true),
            new Axis("Time until the last one runs (ms)", Min: 0),
        [new("start of one, so many running", [.. grown.Where(g => g.Containers > 0).Select(g => new LinePoint(g.Containers, g.TimeMs))]),
            new("so many started at once", [.. atOnce.Select(g => new LinePoint(g.Containers, g.TimeMs))])]));
});

record StepTime(string Component, string Step, double Ms);

record StepRow(string Network, string Component, string Step, Estimate TimeMs);

record Growth(string Case, int Containers, Estimate TimeMs, double StartsPerS);
