#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How long does a guest of each platform take to start, between which two points?

var script = new Script("How long does a guest of each platform take to start, between which two points?", runs: 5);
script.WithMachine(nameof(HostModel.M5dMetal)).WithGuestMemory();
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
record Times(List<double> InitMs, List<double> StartCallMs, List<double> ReadyMs)
{
    public Times(IReadOnlyList<Launch> launches)
        : this([.. launches.Select(l => l.InitMs)], [.. launches.Select(l => l.StartCallMs).OfType<double>()],
            [.. launches.Select(l => l.ReadyMs)])
    {
    }

    public List<double> Of(EndPoint endPoint) => endPoint switch
    {
        EndPoint.ProcessStartToInit => InitMs,
        EndPoint.StartCallToInit => StartCallMs,
        _ => ReadyMs,
    };
}

record Row(EndPoint EndPoint, string Platform, string Family, Quantile P50Ms, Quantile P90Ms, Quantile P99Ms, Ratio TimesFastest,
    IReadOnlyList<double> Times, bool IsLight);
