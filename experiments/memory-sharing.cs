#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How much memory does sharing save: images in the host's page cache, and equal pages merged in guests?
using CloudSim.Net.Datacenter.Memory;

var script = new Script("How much memory does sharing save: images in the host's page cache, and equal pages merged in guests?",
    runs: 3);
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
    }, until: o => new { o.Points[^1].SavedPct }).ByCell();

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
    experiment.Csv("course", from w in walks from i in Enumerable.Range(0, times.Length)
        select new
        {
            Platform = w.Cell.Platform.Name, w.Cell.PagesToScan, TimeS = times[i], SavedPct = w.Estimate(o => o.Points[i].SavedPct),
            CpuPct = w.Estimate(o => o.Points[i].CpuPct),
        });

    var runs = walks[0].Runs.Count;
    var conditions = $"{host.Cpu.Name}, {host.Cores} cores, {host.Memory}; {count} guests with a web application from one image, no " +
        $"requests; merging of {rates[^1]:N0} pages per wake-up for {times[^1]:N0} s, " +
        (runs > 1 ? $"mean of {runs} runs" : "1 run");
    var (least, most) = (stacks.MinBy(s => s.Stack.Total), stacks.MaxBy(s => s.Stack.Total));
    var best = stacks.MaxBy(s => s.Saved.Mean / s.Stack.Total.MiB);
    experiment.Plot("stack", Figure.Bars(
        $"Per guest, {least.Platform.Name} holds {least.Stack.Total.MiB:0} MiB of the host and {most.Platform.Name} " +
        $"{most.Stack.Total.MiB:0} MiB; " + (best.Saved.Mean > 0
            ? $"merging frees up to {100 * best.Saved.Mean / best.Stack.Total.MiB:0} % ({best.Platform.Name})" : "merging frees nothing"),
        new Axis("Memory per guest (MiB)"), stacks.Select(s => new Bar(
        s.Platform.Name, s.Stack.Total.MiB, s.Saved.Mean > 0 ? $"{s.Saved.Mean:0} MiB less when merged" : "shared from the start",
        [
            new("VMM or runtime", s.Stack.Vmm.MiB), new("page descriptors", s.Stack.Descriptors.MiB),
            new("guest kernel", s.Stack.Kernel.MiB), new("own copy of the image", s.Stack.Image.MiB),
            new("application", s.Stack.Application.MiB), new("part of shared pages", s.Stack.Shared.MiB),
        ])), $"{conditions}; parts of shared pages are at most {stacks.Max(s => s.Stack.Shared.MiB):0.0} MiB"));

    var (fast, slow) = (walks.Where(w => w.Cell.PagesToScan == rates[^1]).MaxBy(Freed)!,
        walks.Where(w => w.Cell.PagesToScan == rates[0]).MaxBy(Freed)!);
    experiment.Plot("merge", Figure.Lines(
        $"Merging frees up to {Freed(fast):0} % of the guests' memory: half of it {Half(fast)} with {rates[^1]:N0} pages per wake-up, " +
        $"{Half(slow)} with {rates[0]:N0}",
        new Axis("Time since all guests are up (s)", Log: true), new Axis("Freed (% of the guests' memory)", Min: 0),
        walks.Select(w => new Line($"{w.Cell.Platform.Name}, {w.Cell.PagesToScan:N0} pages per wake-up",
            [.. times.Select((t, i) => new LinePoint(t, w.Estimate(o => o.Points[i].SavedPct)))])),
        $"{host.Cpu.Name}, {host.Cores} cores, {host.Memory}; {count} guests with a web application from one image, no requests; the " +
        $"merging thread takes at most {Busiest():0.0} % of a " +
        $"CPU; {(runs > 1 ? $"{runs} runs, 95 % intervals" : "1 run")}"));

    double Busiest() => walks.Max(w => Enumerable.Range(0, times.Length).Max(i => w.Estimate(o => o.Points[i].CpuPct).Mean));

    double Freed(CellResults<Cell, Course> walk) => walk.Estimate(o => o.Points[^1].SavedPct).Mean;

    string Half(CellResults<Cell, Course> walk)
    {
        var i = Enumerable.Range(0, times.Length).FirstOrDefault(i => walk.Estimate(o => o.Points[i].SavedPct).Mean >= Freed(fast) / 2, -1);
        return i < 0 ? $"not within {times[^1]:N0} s" : $"within {times[i]:N0} s";
    }

    // What the fastest walk has freed at the end, per guest.
    Estimate Saved(Platform platform) => walks.LastOrDefault(w => w.Cell.Platform == platform) is { } w
        ? w.Estimate(o => o.Points[^1].SavedPct) * (Resident(platform, experiment.Guest(platform, application)) / 100) : 0;

    static double Resident(Platform platform, GuestSpec spec) =>
        platform.Resident(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image).MiB;
});

record Cell(Platform Platform, int PagesToScan);

record Point(double TimeS, double SavedPct, double CpuPct);

record Course(IReadOnlyList<Point> Points);
