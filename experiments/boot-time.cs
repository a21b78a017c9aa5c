#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How long does a guest of each platform take to start, between which two points, and in which phases?

string[] Parts =
[
    "VMM, runtime, tools", "namespaces, cgroup, mounts", "network", "images loaded", "firmware", "devices found", "the guest's kernel",
    "programs in the guest", "waiting",
];
var script = new Script("How long does a guest of each platform take to start, between which two points, and in which phases?", runs: 5);
script.WithMachine(nameof(HostModel.M5dMetal)).WithGuestMemory().WithVCpus();
var nics = script.Option("--interfaces", "N", "network interfaces of each guest", 0, atLeast: 0, atMost: 8);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var host = experiment.Machine;
    var platforms = experiment.PlatformsWhere(p => p.Incompatibility(host.Cpu) is null);
    var kind = experiment.Scheduler(scheduler, host, platforms);
    var spec = new GuestSpec(256.MiB, Bytes.Zero, Interfaces: experiment.Value(nics));
    var memory = experiment.Guest(platforms[0], spec).ConfiguredMemory;
    var interfaces = spec.Interfaces switch { 0 => "without network", 1 => "1 network interface", var n => $"{n} network interfaces" };
    var launches = experiment.Quick ? 30 : 200;
    var storms = experiment.Run("boot", platforms,
        (trial, platform) => new Times(new BootStorm
    {
        Host = host, Scheduler = kind, Platform = platform,
        Spec = experiment.Guest(platform, spec),
        Launches = launches,
    }.Serial(trial.Streams).Launches), until: o => new { Ms = o.ReadyMs.Average() }).ByCell();

    // How many times as long as the fastest it takes, run by run: they draw the same random numbers.
    var rows = (from endPoint in Enum.GetValues<EndPoint>()
                let known = storms.Where(s => s.Outcomes.All(t => t.Of(endPoint).Count > 0)).ToList()
                from storm in known
                let fastest = known.MinBy(s => s.Pool(t => t.Of(endPoint)).P50)!
                select new Row(endPoint, storm.Cell.Name, storm.Cell.Family, storm.Quantile(0.5, t => t.Of(endPoint)),
                    storm.Quantile(0.9, t => t.Of(endPoint)), storm.Quantile(0.99, t => t.Of(endPoint)),
                    storm.Ratio(fastest, t => t.Of(endPoint).Average()), storm.Pool(t => t.Of(endPoint)).Sorted,
                    storm.Cell.Kernel is null or { Library: not null })).ToList();
    experiment.Csv(rows.Select(r => new
    {
        EndPoint = r.EndPoint.Title(), r.Platform, r.Family, r.P50Ms, r.P90Ms, r.P99Ms, r.TimesFastest,
    }));
    experiment.Table(rows.Where(r => r.EndPoint == EndPoint.ProcessStartToInit)
        .Select(r => new { r.Platform, r.P50Ms, r.P90Ms, r.P99Ms, r.TimesFastest }));
    if (rows.Any(r => double.IsNaN(r.P99Ms.Value)))
        experiment.Note("no p99 of fewer than 100 boots");

    // One end point a figure, and those with a kernel of their own that has processes apart from the light ones. No figure of a single
    // platform, and none of times that are those to the guest's init.
    foreach (var (endPoint, name) in new[] { (EndPoint.ProcessStartToInit, "process-to-init"), (EndPoint.StartCallToInit, "call-to-init"),
        (EndPoint.RequestToReady, "request-to-ready") })
        foreach (var (weight, isLight) in new[] { ("light", true), ("machines", false) })
        {
            var shown = rows.Where(r => r.EndPoint == endPoint && r.IsLight == isLight).OrderBy(r => r.P50Ms.Value).ToList();
            if (shown.Count > 1 && (name == "process-to-init" || !shown.All(r => IsToInit(r))))
                experiment.Plot($"{name}-{weight}", Figure.Cdf(
                    $"Median boot time: {shown[0].Platform} {Ms(shown[0])}, {shown[^1].Platform} {Ms(shown[^1])}, " +
                        $"{shown[^1].P50Ms.Value / shown[0].P50Ms.Value:#,0.0} times as long",
                    new Axis("Time (ms)", Log: true), Alike(shown).Select(g => new Series(Called(g), g[0].Times)),
                    Conditions.Of(host, $"guest of {memory}, {interfaces}", $"{endPoint.Title()}, one after the other on an idle host",
                        $"{launches} boots per run", storms[0].Outcomes.Count == 1 ? "1 run" : $"{storms[0].Outcomes.Count} runs")));
        }

    // Phase by phase, and the devices that the guest's kernel finds meanwhile.
    var phases = (from storm in storms
                  from i in Enumerable.Range(0, storm.Outcomes[0].Phases.Count)
                  let phase = storm.Outcomes[0].Phases[i]
                  select new PhaseRow(storm.Cell.Name, storm.Cell.Family, phase.Kind, phase.Title, storm.Estimate(o => o.Phases[i].Ms)))
        .ToList();
    experiment.Csv("phases", phases);
    experiment.Csv("devices", from platform in platforms
                              from device in platform.Devices
                              select new { Platform = platform.Name, Device = device.Name, device.Count, device.IsChip });
    foreach (var platform in platforms.Where(p => p.Uses.Any(u => u.IsUnexplained)))
        experiment.Note($"{platform.Name}: what a published figure leaves over is in it, unexplained, as one number: " +
            string.Join(", ", platform.Uses.Where(u => u.IsUnexplained).Select(u => $"{u.Sheet}.{u.Name}")));
    var whole = storms.Select(s => (s.Cell.Name, Ms: s.Estimate(o => o.Phases.Sum(p => p.Ms)))).OrderBy(s => s.Ms.Mean).ToList();
    foreach (var (name, most) in new[] { ("phases", 1000.0), ("phases-light", 150.0) })
    {
        var shown = whole.Where(s => name == "phases" || s.Ms.Mean <= most).ToList();
        var last = shown.Last(s => s.Ms.Mean <= most);
        var largest = phases.Where(p => p.Platform == last.Name).GroupBy(p => Part(p.Kind)).MaxBy(g => g.Sum(p => p.Ms.Mean))!;
        if (shown.Count > 1)
            experiment.Plot(name, Figure.Bars(
                $"{last.Name} takes {last.Ms.Mean:0} ms to start, {largest.Sum(p => p.Ms.Mean):0} of them for {largest.Key}; " +
                    $"{shown[0].Name} takes {shown[0].Ms.Mean:0.0} ms",
                new Axis("Mean time to the guest's program (ms)", Max: shown[^1].Ms.Mean > most ? most : null),
                shown.Select(s => new Bar(s.Name, s.Ms, Segments:
                [
                    .. phases.Where(p => p.Platform == s.Name && p.Ms.Mean > 0).GroupBy(p => Part(p.Kind))
                        .OrderBy(g => Array.IndexOf(Parts, g.Key)).Select(g => new Segment(g.Key, g.Sum(p => p.Ms.Mean))),
                ])),
                Conditions.Of(host, $"guest of {memory}, {interfaces}", "one after the other on an idle host",
                    $"{launches} boots per run", Conditions.Runs(storms[0].Outcomes.Count))));
    }

    static string Part(string kind) => kind switch
    {
        "guest kernel" => "the guest's kernel", "device probes" => "devices found", "firmware" => "firmware", "load" => "images loaded",
        "guest program" => "programs in the guest", "wait" => "waiting", "network interface" => "network",
        "union mount" or "mounts" or "namespaces" or "cgroup" => "namespaces, cgroup, mounts",
        _ => "VMM, runtime, tools",
    };

    bool IsToInit(Row row) => rows.Any(r => r.EndPoint == EndPoint.ProcessStartToInit && r.Platform == row.Platform
        && r.Times.SequenceEqual(row.Times));

    // Platforms whose boots are the same to the last digit have one curve.
    static List<List<Row>> Alike(List<Row> rows)
    {
        List<List<Row>> groups = [];
        foreach (var row in rows)
            if (groups.Find(g => g[0].Times.SequenceEqual(row.Times)) is { } group)
                group.Add(row);
            else
                groups.Add([row]);
        return groups;
    }

    static string Called(List<Row> rows) => string.Join(", ", rows.Select(r => r.Platform));

    static string Ms(Row row) => $"{row.P50Ms.Value.ToString(row.P50Ms.Value < 100 ? "0.0" : "#,0")} ms";
});

/// <summary>The times of one run.</summary>
record Times(List<double> InitMs, List<double> StartCallMs, List<double> ReadyMs, List<Phase> Phases)
{
    public Times(IReadOnlyList<Launch> launches)
        : this([.. launches.Select(l => l.InitMs)], [.. launches.Select(l => l.StartCallMs).OfType<double>()],
            [.. launches.Select(l => l.ReadyMs)],
            [.. launches[0].Steps.Select((s, i) =>
                new Phase(s.Kind.Name, s.Title, launches.Average(l => l.Steps[i].Duration.TotalMilliseconds)))])
    {
    }

    public List<double> Of(EndPoint endPoint) => endPoint switch
    {
        EndPoint.ProcessStartToInit => InitMs,
        EndPoint.StartCallToInit => StartCallMs,
        _ => ReadyMs,
    };
}

record Phase(string Kind, string Title, double Ms);

record PhaseRow(string Platform, string Family, string Kind, string Phase, Estimate Ms);

record Row(EndPoint EndPoint, string Platform, string Family, Quantile P50Ms, Quantile P90Ms, Quantile P99Ms, Ratio TimesFastest,
    IReadOnlyList<double> Times, bool IsLight);
