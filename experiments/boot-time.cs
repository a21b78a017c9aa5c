#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How long does a guest of each platform take to start, between which two points?

var script = new Script("How long does a guest of each platform take to start, between which two points?");
script.WithMachine(nameof(HostModel.M5dMetal)).WithGuestMemory();
var nics = script.Option("--interfaces", "N", "network interfaces of each guest", 0, atLeast: 0, atMost: 8);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var host = experiment.Machine;
    var platforms = experiment.PlatformsWhere(p => p.Incompatibility(host.Cpu) is null);
    var kind = experiment.Scheduler(scheduler, host, platforms);
    var storms = experiment.Run("boot", platforms,
        (trial, platform) => new Times(new BootStorm
    {
        Host = host, Scheduler = kind, Platform = platform,
        Spec = experiment.Guest(platform, new GuestSpec(256.MiB, Bytes.Zero, Interfaces: experiment.Value(nics))),
        Launches = experiment.Quick ? 30 : 200,
    }.Serial(trial.Streams).Launches)).ByCell();

    var rows = (from endPoint in Enum.GetValues<EndPoint>()
                from storm in storms
                let times = storm.Outcomes.SelectMany(t => t.Of(endPoint)).Order().ToList()
                where times.Count > 0
                select new Row(endPoint, storm.Cell.Name, storm.Cell.Family, Quantiles.Of(times).P50, Quantiles.Of(times).P90,
                    Quantiles.Of(times).P99, times,
                    storm.Cell.Kernel is null or { Library: not null })).ToList();
    experiment.Csv(rows.Select(r => new { EndPoint = r.EndPoint.Title(), r.Platform, r.Family, r.P50Ms, r.P90Ms, r.P99Ms }));
    experiment.Table(rows.Where(r => r.EndPoint == EndPoint.ProcessStartToInit).Select(r => new { r.Platform, r.P50Ms, r.P90Ms, r.P99Ms }));
    if (rows.Any(r => double.IsNaN(r.P99Ms)))
        experiment.Note("no p99 of fewer than 100 boots");

    // One end point a figure, and those with a kernel of their own that has processes apart from the light ones.
    foreach (var (endPoint, name) in new[] { (EndPoint.ProcessStartToInit, "process-to-init"), (EndPoint.StartCallToInit, "call-to-init"),
        (EndPoint.RequestToReady, "request-to-ready") })
        foreach (var (weight, isLight) in new[] { ("light", true), ("machines", false) })
        {
            var curves = rows.Where(r => r.EndPoint == endPoint && r.IsLight == isLight).OrderBy(r => r.P50Ms)
                .Select(r => new Series(r.Platform, r.Times)).ToList();
            if (curves.Count > 0)
                experiment.Plot($"{name}-{weight}",
                    Figure.Cdf($"{endPoint.Title()}, one after the other on {host.Name}", new Axis("Time (ms)", Log: true), curves));
        }
});

/// <summary>The times of one run.</summary>
record Times(IReadOnlyList<Launch> Launches)
{
    public IEnumerable<double> Of(EndPoint endPoint) => endPoint switch
    {
        EndPoint.ProcessStartToInit => Launches.Select(l => l.InitMs),
        EndPoint.StartCallToInit => Launches.Where(l => l.StartCallMs is not null).Select(l => l.StartCallMs!.Value),
        _ => Launches.Select(l => l.ReadyMs),
    };
}

record Row(EndPoint EndPoint, string Platform, string Family, double P50Ms, double P90Ms, double P99Ms, IReadOnlyList<double> Times,
    bool IsLight);
