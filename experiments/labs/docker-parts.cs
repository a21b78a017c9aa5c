#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Which part of Docker does what in a docker run, and how long does each take when the image has to be pulled and when it is there?
// Look for: only the pull differs; docker, dockerd, containerd and the shim are programs, each asks the next; the kernel makes the rest.
// Look for: what a faster registry saves (--registry-gbps 10), what a slower runc costs (--set Runc.create=60ms), larger layers below.

var script = new Script("Which part of Docker does what in a docker run, and how long does each take when the image has to be pulled " +
    "and when it is there?", runs: 10);
script.WithMachine();
var link = script.Option("--registry-gbps", "G", "connection of the registry and of the machine", 1.0, atLeast: 0.01, atMost: 400);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var (kind, rate) = (experiment.Scheduler(scheduler, experiment.Machine), new Bandwidth(experiment.Value(link) * 1e9 / 8));
    var cells = experiment.Run("run", ["first run", "second run"], (trial, run) =>
    {
        var (sim, sizes) = (new Simulation(), trial.Streams["layers"]);
        var machine = new Host(sim, experiment.Machine, trial.Streams, kind).Kernel;
        var registry = new Registry(trial.Parameters, sim, new FlowNetwork(sim), rate);
        registry.Push("app", new Image([.. Enumerable.Range(0, 8).Select(i =>
            Layer.Of($"layer {i}", 1.MiB * sizes.LogNormal(15, 0.5), files: 1 + sizes.Next(1000), compression: 0.4))]));
        var (puller, engine) = (new ImagePuller(machine, registry, new Link("machine", rate)), new ContainerEngine(machine));
        if (run == "second run")
            sim.Run(puller.Pull("app")); // as the first run has done
        var begin = sim.NowD;
        if (machine.Store.Find("app") is null)
            sim.Run(puller.Pull("app"));
        var pull = new Step("containerd", "pull", 1e3 * (sim.NowD - begin));
        sim.Run(engine.Run(new("c", "app"))); // new("c", "app") { Network = machine.Networks.Network("none") }: without the hook
        var steps = engine.Find("c")!.Steps.Select(s => new Step(s.Component, s.Step, s.Duration.TotalMilliseconds)).ToList();
        return steps[..1].Append(pull).Concat(steps[1..]).ToList(); // docker, the client, asks first
    }, until: steps => new { Ms = Ms(steps) }).ByCell();

    var (first, second) = (cells[0], cells[1]);
    foreach (var part in first.Outcomes[0].GroupBy(s => s.Part))
        Console.WriteLine($"{part.Key}: {string.Join(", ", part.Select(s => s.What).Distinct())}");
    var rows = first.Outcomes[0].Select((s, i) => new { Order = i + 1, s.Part, s.What, FirstMs = first.Estimate(o => o[i].Ms),
        SecondMs = second.Estimate(o => o[i].Ms) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var (all, later) = (first.Estimate(Ms), second.Estimate(Ms));
    experiment.Finding($"the first docker run takes {all} ms, {rows[1].FirstMs} ms of it for the pull, the second {later} ms");
    experiment.Plot("parts", Figure.Bars($"The first docker run takes {all.Mean:N0} ms, {rows[1].FirstMs.Mean:0} ms of it for the pull, " +
        $"the second {later.Mean:0} ms", "Time to the program's first instruction (ms)",
        cells.Select(r => new Bar(r.Cell, r.Estimate(Ms), Segments:
            [.. r.Outcomes[0].Select((s, i) => (Part: s.What == "pull" ? "containerd's pull" : s.Part, r.Estimate(o => o[i].Ms).Mean))
                .GroupBy(s => s.Part).Select(part => new Segment(part.Key, part.Sum(s => s.Mean)))])),
        Conditions.Of(experiment.Machine, $"image of 8 layers of random size, registry at {experiment.Value(link)} Gbit/s",
            Conditions.Runs(first.Runs.Count))));
    var slow = rows.Where(r => r.What != "pull").MaxBy(r => r.SecondMs.Mean)!;
    experiment.Plot("steps", Figure.Dots($"When the image is there, the longest step is {slow.Part}'s {slow.What}: " +
        $"{slow.SecondMs.Mean:0} of {later.Mean:0} ms", new("Time (ms)", Log: true), rows.Select(r => new Dot($"{r.Order} {r.Part}: {r.What}", "", r.FirstMs)),
        subtitle: Conditions.Of(experiment.Machine, "steps of the first run in their order, the pull among them", Conditions.Runs(first.Runs.Count))));

    static double Ms(List<Step> steps) => steps.Sum(s => s.Ms);
});

record Step(string Part, string What, double Ms);
