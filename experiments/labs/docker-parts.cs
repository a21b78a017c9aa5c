#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// Which part of Docker does what in a docker run, and how long does each part take, with and without a pull of the image?
// Look for: who asks whom (docker, dockerd, containerd, shim, runc), and what only the kernel can do. runc runs twice, for
// runc create and for runc start. dockerd pulls and mounts the layers (its driver overlay2, as measured on Docker 20.10);
// a fresh installation of Docker Engine 29 or later has containerd's image store instead.
// Change: --registry-gbps 10 (why does the pull gain so little?); --set Runc.create=60ms; 15.MiB to 50.MiB;
// or new ContainerSpec("c", "app") { Network = machine.Networks.Network("none") }: which steps are gone?

var script = new Script("Which part of Docker does what in a docker run, and how long does each part take, with and without a " +
    "pull of the image?", runs: 10).WithMachine();
var link = script.Option("--registry-gbps", "G", "connection of the registry and of the machine", 1.0, atLeast: 0.01, atMost: 400);
var scheduler = script.SchedulerOption();
return script.Main(args, experiment =>
{
    var kind = experiment.Scheduler(scheduler, experiment.Machine);
    var rate = new Bandwidth(experiment.Value(link) * 1e9 / 8);
    var image = new Image([.. Enumerable.Range(1, 8).Select(i => Layer.Of($"layer {i}", 15.MiB, files: 500, compression: 0.4))]);

    List<Step> DockerRun(bool imageIsThere, StreamScope streams)
    {
        var sim = new Simulation();
        var machine = new Host(sim, experiment.Machine, streams, kind).Kernel;
        var registry = new Registry(experiment.Parameters, sim, new FlowNetwork(sim), rate);
        registry.Push("app", image);
        if (imageIsThere)
            machine.Store.Tag("app", image);
        else
            sim.Run(new ImagePuller(machine, registry, new Link("machine", rate)).Pull("app"));
        var pull = new Step("dockerd", "pull", 1e3 * sim.NowD);
        var engine = new ContainerEngine(machine);
        sim.Run(engine.Run(new ContainerSpec("c", "app")));
        var runtime = engine.Runtime.Name;
        var steps = engine.Find("c")!.Steps.Select(s => new Step(s.Component == "runtime" ? runtime : s.Component,
            s.Step.Replace($"{runtime} ", ""), s.Duration.TotalMilliseconds)).ToList();
        steps.Insert(1, pull); // docker, the client, asks first
        return steps;
    }
    var cells = experiment.Run("run", ["first run", "second run"], (trial, run) => Enumerable.Range(1, 5)
            .Select(i => DockerRun(run == "second run", trial.Streams.Fresh($"machine {i}"))).ToList(),
        until: all => new { Ms = all.Average(Ms) }).Repetitions().ByCell();

    var (first, second) = (cells[0], cells[1]);
    var rows = first.Outcomes[0].Select((s, i) => new { Order = i + 1, s.Part, s.What, FirstRunMs = first.Estimate(o => o[i].Ms),
        SecondRunMs = second.Estimate(o => o[i].Ms) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var longest = rows.MaxBy(r => r.SecondRunMs.Mean)!;
    experiment.Finding($"the first docker run takes {first.Estimate(Ms)} ms, {rows[1].FirstRunMs} ms of it for the pull; the second " +
        $"takes {second.Estimate(Ms)} ms, {longest.SecondRunMs} ms of it for {longest.Part}'s {longest.What}");
    experiment.Plot("steps", Figure.Dots($"After the pull the longest step of a docker run is {longest.Part}'s {longest.What}: " +
        $"{longest.FirstRunMs.Mean:0} of {first.Estimate(Ms).Mean:N0} ms", new Axis("Time (ms)", Log: true),
        rows.Select(r => new Dot($"{r.Order} {r.Part}: {r.What}", "", r.FirstRunMs)), subtitle: Conditions.Of(experiment.Machine,
            $"steps of the first run in their order; {image.Layers.Count} layers, {image.Size}; {Conditions.Runs(first.Runs.Count)}")));
});

static double Ms(List<Step> steps) => steps.Sum(s => s.Ms);

record Step(string Part, string What, double Ms);
