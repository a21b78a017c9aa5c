#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What do shared layers, a warm store and lazy pulling save, in disk and in time to the first request?

var script = new Script("What do shared layers, a warm store and lazy pulling save, in disk and in time to the first request?", runs: 5);
script.WithMachine();
var link = script.Option("--registry-gbps", "G", "connection of the registry and of each machine", 10.0, atLeast: 0.01, atMost: 400);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var kind = experiment.Scheduler(scheduler, experiment.Machine);
    var rate = new Bandwidth(experiment.Value(link) * 1e9 / 8);

    // (a) disk and data moved for so many images, with one base and with a base each
    var disk = (from shared in new[] { true, false }
                from images in experiment.Quick ? new[] { 1, 10 } : [1, 2, 5, 10, 20]
                select new { shared, images }).Select(c =>
    {
        var store = new LayerStore(parameters);
        var moved = Bytes.Zero;
        for (var i = 0; i < c.images; i++)
        {
            var image = HelloBench.Image(parameters, $"app{i}", c.shared ? "base" : $"base{i}");
            moved += new Bytes(store.Missing(image).Sum(l => l.Compressed.Count));
            store.Tag($"app{i}", image);
        }
        return new DiskRow(c.shared ? "one base" : "a base each", c.images, store.LayerCount, store.Size.MiB, moved.MiB);
    }).ToList();

    // (b) one container from nothing until its program is ready
    string[] ways = ["cold", "cold, base present", "warm", "lazy"];
    var cells = experiment.Run("start", ways, (trial, way) =>
    {
        var sim = new Simulation();
        var machine = new Host(sim, experiment.Machine, trial.Streams, kind).Kernel;
        var registry = new Registry(parameters, sim, new FlowNetwork(sim), rate);
        registry.Push("app", HelloBench.Image(parameters, "app"));
        var puller = new ImagePuller(machine, registry, new Link("machine", rate));
        if (way == "warm")
            machine.Store.Tag("app", registry.Find("app")!);
        if (way == "cold, base present")
            machine.Store.Tag("other", HelloBench.Image(parameters, "other"));
        sim.Run(way == "lazy" ? puller.PullLazily("app") : puller.Pull("app"));
        var pulled = sim.NowD;
        var engine = new ContainerEngine(machine);
        sim.Run(engine.Run(new("app", "app")));
        var created = sim.NowD;
        var container = engine.Find("app")!;
        if (way == "lazy")
            sim.Run(puller.Read(container.Image, HelloBench.Read(parameters)));
        else if (way == "warm")
            sim.Run(machine.Io.Submit(container.Cgroup!, HelloBench.Read(parameters))); // from the disk; after a pull it is in memory
        var faster = KernelSteps.Of(parameters).Clock.Hertz / experiment.Machine.Cpu.Clock.Hertz;
        sim.Run(container.Task!.Execute(HelloBench.StartWork(parameters) * faster));
        return new Start(pulled, created - pulled, sim.NowD - created, sim.NowD, 100 * pulled / sim.NowD, puller.Pulled.MiB);
    }, until: o => new { o.TotalS }).ByCell();
    var starts = cells.Select(r => new StartRow(
        r.Cell, r.Estimate(o => o.PullS), r.Estimate(o => o.RunS), r.Estimate(o => o.ReadyS), r.Estimate(o => o.TotalS),
        cells[0].Ratio(r, o => o.TotalS), r.Estimate(o => o.PullSharePct), r.Estimate(o => o.PulledMib))).ToList();

    // (c) many machines pull the same image at once
    var crowd = (from machines in experiment.Quick ? new[] { 1, 10 } : [1, 5, 20, 50]
                 from mirror in new[] { false, true }
                 select new { machines, mirror }).Select(c =>
    {
        var sim = new Simulation();
        var network = new FlowNetwork(sim);
        var origin = new Registry(parameters, sim, network, rate);
        origin.Push("app", HelloBench.Image(parameters, "app"));
        var registry = c.mirror ? new Registry(origin, new Bandwidth(rate.BytesPerSecond * 4), rate) : origin;
        var pulls = Enumerable.Range(0, c.machines).Select(i => (Event)new ImagePuller(
            new Host(sim, experiment.Machine, new RandomStreams(experiment.Seed, i), kind).Kernel, registry,
            new Link($"{i}", rate)).Pull("app")).ToList();
        sim.Run(new AllOf(sim, pulls));
        return new CrowdRow(c.machines, c.mirror ? "mirror with four times the connection" : "registry", sim.NowD, origin.Sent.MiB);
    }).ToList();

    experiment.Csv(starts);
    experiment.Csv("disk", disk);
    experiment.Csv("crowd", crowd);
    experiment.Table(starts);
    experiment.Table(disk);
    experiment.Table(crowd);
    var lazy = starts.Single(s => s.Way == "lazy").FasterThanCold;
    experiment.Note(
        $"share of the pull in a cold start: {starts[0].PullSharePct.Mean:0} % (Slacker: 76 %); lazy start {lazy.Value:0.0} times as " +
        $"fast (Slacker: 5), reading {100 * HelloBench.ReadShare(parameters):0.0} % of the image");
    experiment.Goal("the pull is 70 to 82 % of a cold start", starts[0].PullSharePct.Mean is > 70 and < 82);
    var (model, runs) = (experiment.Machine, cells[0].Runs.Count);
    var (size, repeated) = (HelloBench.Image(parameters, "app"), runs > 1 ? $"{runs} runs, 95 % intervals" : "1 run");
    experiment.Plot("start", Figure.Bars(
        $"The pull is {starts[0].PullSharePct.Mean:0} % of a container's cold start; " + (lazy.Differs == false
            ? "a lazy pull makes no measurable difference" : $"with a lazy pull the start is {lazy.Value:0.0} times as fast"),
        "Time until the program is ready (s)",
        starts.Select(s => new Bar(s.Way, s.TotalS, $"{s.PulledMib.Mean:0} MiB moved", Segments:
            [new("pull", s.PullS.Mean), new("docker run", s.RunS.Mean), new("program reads and starts", s.ReadyS.Mean)])),
        $"{model.Cpu.Name}, {model.Cores} cores, {model.Memory}, connection of {experiment.Value(link)} Gbit/s; image from the middle of " +
        $"HelloBench ({size.Size.MiB:0} MiB, {size.Layers.Count} layers); {repeated}"));
    var (with, without) = (disk.Last(d => d.Bases == "one base"), disk.Last(d => d.Bases != "one base"));
    experiment.Plot("disk", Figure.Lines(
        $"{with.Images} images with one base take {with.DiskMib / 1024:0.0} GiB of disk, with a base each {without.DiskMib / 1024:0.0} GiB",
        "Images on one machine", new Axis("Disk (MiB)", Min: 0),
        disk.GroupBy(d => d.Bases).Select(g => new Line(g.Key, [.. g.Select(d => new LinePoint(d.Images, d.DiskMib))])),
        $"Images from the middle of HelloBench ({size.Size.MiB:0} MiB, {size.Layers.Count} layers) in one store of layers; counted, no " +
        "random numbers"));
});

record Start(double PullS, double RunS, double ReadyS, double TotalS, double PullSharePct, double PulledMib);

record StartRow(string Way, Estimate PullS, Estimate RunS, Estimate ReadyS, Estimate TotalS, Ratio FasterThanCold,
    Estimate PullSharePct, Estimate PulledMib);

record DiskRow(string Bases, int Images, int Layers, double DiskMib, double MovedMib);

record CrowdRow(int Machines, string From, double AllPulledS, double RegistrySentMib);
