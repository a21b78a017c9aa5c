#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does Docker on a Mac or on Windows, where it runs in a virtual machine, cost more than on Linux?

var script = new Script("What does Docker on a Mac or on Windows, where it runs in a virtual machine, cost more than on Linux?", runs: 3);
script.WithMachine(cores: 8, memory: 16.GiB);
var files = script.Option("--files", "N", "files that a build reads", 5_000, atLeast: 1, atMost: 1_000_000);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var model = experiment.Machine;
    var kind = experiment.Scheduler(scheduler, model);
    var platform = QemuKvm.Of(parameters) with { Kernel = GuestKernel.DistributionLinux(parameters) };
    var count = experiment.Quick ? Math.Min(500, experiment.Value(files)) : experiment.Value(files);
    // System calls and file operations within the virtual machine cost what a full virtual machine's do: nested page walks, timers, halts.
    var inVm = platform.Cost(WorkProfiles.SystemCallHeavy(parameters),
        model).OnCpu.Count / BareMetal.Of(parameters).Cost(WorkProfiles.SystemCallHeavy(parameters), model).OnCpu.Count;
    string[] places = ["Linux", "desktop, files in the VM", "desktop, shared folder"];
    var grid = from place in places from threads in new[] { 1, 8 } select new Cell(place, threads);

    var results = experiment.Run("desktop", grid, (trial, cell) =>
    {
        var sim = new Simulation();
        var linux = cell.Place == "Linux";
        var host = new Host(sim, model, trial.Streams, kind);
        var desktop = linux ? null : new DockerDesktop(host, platform);
        if (desktop is not null)
            sim.Run(desktop.Boot());
        var booted = sim.NowD;
        var machine = desktop?.Guest!.Kernel ?? host.Kernel;
        var image = new Image([Layer.Of("node", 300.MiB, 1000)]);
        machine.Store.Tag("app", image);
        var engine = desktop?.Engine ?? new ContainerEngine(machine);
        sim.Run(engine.Run(new("app", "app") { Ports = [(8080, 80)] }));
        var started = sim.NowD - booted;

        // A build: each thread opens and reads its part of the files, 8 KiB each.
        var group = engine.Find("app")!.Cgroup!.Cpu;
        var daemon = host.Kernel.CreateTask("file sharing");
        var costs = new UnionCosts(parameters, UnionStorage.Disk);
        var one = costs.Of(new UnionWork(1, 4, 0, default, 0, 0)).Cpu * (linux ? 1 : inVm);
        var readers = Enumerable.Range(0, cell.Threads)
            .Select(i => (Event)sim.Process(Read(machine.Scheduler.CreateTask($"build {i}", group), count / cell.Threads))).ToList();
        sim.Run(new AllOf(sim, readers));
        var built = sim.NowD - booted - started;

        var published = machine.Networks.FindPublished(8080, outside: false);
        var channel = new Channel(parameters, host.Kernel.CreateTask("browser"), engine.Find("app")!.Task!, desktop is null
            ? published : desktop.Forwarded(published), model.Cpu.Clock, 10.Gbps);
        var begin = sim.NowD;
        sim.Run(sim.Process(Enumerable.Range(0, 100).SelectMany(_ => channel.RoundTrip(200.B, 1400.B, tcp: true))));
        var trip = (sim.NowD - begin) * 1e4;
        begin = sim.NowD;
        sim.Run(sim.Process(channel.Send(64.KiB, 400, stream: true)));
        return new Outcome(1e3 * started, booted, 1e3 * built, 1e6 * built / (count / cell.Threads),
            trip, 64 * 1024 * 400 * 8e-9 / (sim.NowD - begin), machine.Root.Memory.Available.GiB);

        IEnumerable<Event> Read(CpuTask thread, int n)
        {
            for (var i = 0; i < n; i++)
            {
                if (cell.Place == "desktop, shared folder")
                    foreach (var operation in new[] { Bytes.Zero, Bytes.Zero, 8.KiB }) // look-up, open, read
                        foreach (var wait in desktop!.SharedOperation(thread, daemon, operation))
                            yield return wait;
                else
                    yield return thread.Execute(one);
            }
        }
    }, until: o => new { o.StartMs, o.FileUs, o.RoundTripUs, o.ThroughputGbps }).ByCell();

    // Run by run against Linux with as many threads: they draw the same random numbers.
    var rows = (from r in results
                let linux = results.Single(l => l.Cell == r.Cell with { Place = places[0] })
                select new Row(r.Cell.Place, r.Cell.Threads, r.Estimate(o => o.StartMs), r.Estimate(o => o.VmBootS),
                    r.Estimate(o => o.BuildMs), r.Estimate(o => o.FileUs), r.Estimate(o => o.RoundTripUs),
                    r.Estimate(o => o.ThroughputGbps), r.Estimate(o => o.FreeGib), r.Ratio(linux, o => o.StartMs),
                    r.Ratio(linux, o => o.FileUs), r.Ratio(linux, o => o.RoundTripUs), linux.Ratio(r, o => o.ThroughputGbps))).ToList();

    experiment.Csv(rows);
    experiment.Table(rows.Select(r => new
    {
        r.Place, r.Threads, r.StartMs, r.VmBootS, r.BuildMs, r.FileUs, r.RoundTripUs, r.ThroughputGbps, r.FreeMemoryGib,
    }));
    experiment.Note(
        $"in the virtual machine file operations take {inVm:0.000} times as long ({platform.Name}); the start of the engine's " +
        $"machine comes on top once");
    var conditions = Conditions.Of(model, $"a virtual machine of {platform.Name} for the desktop", $"{count:N0} files of 8 KiB",
        Conditions.Runs(results[0].Outcomes.Count));
    Row At(string place, int threads) => rows.Single(r => r.Place == place && r.Threads == threads);
    experiment.Plot("files", Figure.Dots(
        $"A file takes {At(places[2], 1).FileTimesLinux.Value:#,0.0} times as long in a shared folder as on Linux, " +
            $"{At(places[1], 1).FileTimesLinux.Value:#,0.00} times in the virtual machine (1 thread)",
        new Axis("Time per file and thread (µs)", Log: true),
        rows.Select(r => new Dot(r.Threads == 1 ? "1 thread" : $"{r.Threads} threads", r.Place, r.FileUs)), subtitle: conditions));
    var costs = new (string What, Func<Row, Ratio> Times)[]
    {
        ("container start", r => r.StartTimesLinux), ("file, opened and read", r => r.FileTimesLinux),
        ("round trip to a published port (200 B, 1,400 B)", r => r.RoundTripTimesLinux),
        ("time per byte from a published port", r => r.TimePerByteTimesLinux),
    };
    var dearest = (from cost in costs from place in places.Skip(1) select (cost.What, place, cost.Times(At(place, 1)).Value))
        .MaxBy(c => c.Value);
    experiment.Plot("times", Figure.Dots(
        $"Dearest against Linux: {dearest.What}, {dearest.Value:#,0.0} times ({dearest.place})",
        new Axis("Times as long as on Linux", Log: true),
        from cost in costs from place in places.Skip(1) select new Dot(cost.What, place, cost.Times(At(place, 1)).Estimate),
        subtitle: $"{conditions}; 1 thread"));
});

record Cell(string Place, int Threads);

record Outcome(double StartMs, double VmBootS, double BuildMs, double FileUs, double RoundTripUs, double ThroughputGbps, double FreeGib);

record Row(string Place, int Threads, Estimate StartMs, Estimate VmBootS, Estimate BuildMs, Estimate FileUs, Estimate RoundTripUs,
    Estimate ThroughputGbps, Estimate FreeMemoryGib, Ratio StartTimesLinux, Ratio FileTimesLinux, Ratio RoundTripTimesLinux,
    Ratio TimePerByteTimesLinux);
