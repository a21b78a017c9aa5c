#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How much memory does sharing save: images in the host's page cache, and equal pages merged in guests?
using CloudSim.Net.Datacenter.Memory;

var script = new Script("How much memory does sharing save: images in the host's page cache, and equal pages merged in guests?");
script.WithMachine().WithGuestMemory();
var guests = script.Option("--guests", "N", "guests on the host", 100, atLeast: 2, atMost: 1_000);
var scheduler = script.SchedulerOption(SchedulerKind.Fluid);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var (host, application) = (experiment.Machine, WebApplication.Of(parameters));
    Platform[] platforms = 
    [
        RuncContainer.Of(parameters), GVisorPtrace.Of(parameters), Firecracker.Of(parameters), Kata.Of(parameters), QemuKvm.Of(parameters),
    ];
    var count = experiment.Value(guests);
    var kind = experiment.Scheduler(scheduler, host, platforms);
    int[] rates = experiment.Quick ? [1000, 10_000] : [100, 1000, 10_000];
    int[] times = experiment.Quick ? [15, 60] : [10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 960, 1440, 1920, 2880, 3600];

    // Merging in the course of time, for each rate of scanning.
    var walks = experiment.Run("merge", from p in platforms.Where(p => p.Kernel is not null) from pages in rates select new Cell(p, pages),
        (trial, cell) =>
    {
        var sim = new Simulation();
        var machine = new Host(sim, host, trial.Streams, kind);
        machine.ManageMemory(new(parameters) { PagesToScan = cell.PagesToScan }, merge: true);
        var spec = experiment.Guest(cell.Platform, application);
        var starts = new List<Event>();
        for (var i = 0; i < count && machine.TryAdmit(cell.Platform, spec, out var guest, out _); i++)
            starts.Add(guest!.Start());
        sim.Run(new AllOf(sim, starts));
        var (begin, busy) = (sim.Now, machine.Merging!.CpuTime);
        var all = machine.Guests.Aggregate(Bytes.Zero, (sum, g) => sum + g.Resident);
        var points = new List<Point>();
        foreach (var t in times)
        {
            sim.Run(begin + TimeSpan.FromSeconds(t));
            points.Add(new Point(t, 100 * (machine.Merging.Saved / all), 100 * ((machine.Merging.CpuTime - busy).TotalSeconds / t)));
        }
        return new Course(points);
    }, runs: 1);

    var stacks = platforms
        .Select(p => (Platform: p, Stack: MemoryStack.Of(p, experiment.Guest(p, application), count), Saved: Saved(p))).ToList();
    var rows = stacks.Select(s => new
    {
        Platform = s.Platform.Name, Guests = count, VmmMib = s.Stack.Vmm.MiB, DescriptorsMib = s.Stack.Descriptors.MiB,
        KernelMib = s.Stack.Kernel.MiB, ImageMib = s.Stack.Image.MiB,
        ApplicationMib = s.Stack.Application.MiB, SharedPartMib = s.Stack.Shared.MiB, TotalMib = s.Stack.Total.MiB, MergedMib = s.Saved,
    }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    experiment.Csv("course", from w in walks from p in w.Outcome.Points
        select new { Platform = w.Cell.Platform.Name, w.Cell.PagesToScan, p.TimeS, p.SavedPct, p.CpuPct });

    experiment.Plot("stack",
        Figure.Bars($"Host memory of one of {count} guests, and what merging takes off", new Axis("Memory a guest (MiB)"),
            stacks.Select(s => new Bar(
        s.Platform.Name, Math.Round(s.Stack.Total.MiB, 1), s.Saved > 0 ? $"{s.Saved:0} MiB less when merged" : "shared from the start",
        [
            new("VMM or runtime", s.Stack.Vmm.MiB), new("page descriptors", s.Stack.Descriptors.MiB),
            new("guest kernel", s.Stack.Kernel.MiB), new("own copy of the image", s.Stack.Image.MiB),
            new("application", s.Stack.Application.MiB), new("part of shared pages", s.Stack.Shared.MiB),
        ]))));
    experiment.Plot("merge",
        Figure.Lines($"Memory freed by merging, {count} guests of one image", new Axis("Time (s)", Log: true),
            new Axis("Freed (% of the guests' memory)"),
        walks.Where(w => w.Cell.Platform != QemuKvm.Of(parameters))
            .Select(w =>
                new Line($"{w.Cell.Platform.Name}, {w.Cell.PagesToScan} pages a turn",
                    [.. w.Outcome.Points.Select(p => new LinePoint(p.TimeS, Estimate.Exact(p.SavedPct)))]))));

    // What the fastest walk has freed at the end, a guest. The full VM's guests hold what the microVM's do.
    double Saved(Platform platform) => walks.LastOrDefault(w => w.Cell.Platform == platform) is { } w
        ? w.Outcome.Points[^1].SavedPct / 100 * Resident(platform, experiment.Guest(platform, application)) : 0;

    static double Resident(Platform platform, GuestSpec spec) =>
        platform.Resident(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image).MiB;
});

record Cell(Platform Platform, int PagesToScan);

record Point(double TimeS, double SavedPct, double CpuPct);

record Course(IReadOnlyList<Point> Points);
