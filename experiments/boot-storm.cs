#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What happens to boot times when many guests are launched at once, or on a host that is full already?

var script = new Script("What happens to boot times when many guests are launched at once, or on a host that is full already?");
script.WithMachine(nameof(HostModel.M5dMetal)).WithGuestMemory();
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var host = experiment.Machine;
    Platform[] platforms =
    [
        CloudHypervisor.Of(parameters), Firecracker.Of(parameters), QemuKvm.Of(parameters), RuncContainer.Of(parameters),
        UnikernelOnFirecracker.Of(parameters),
    ];
    var kind = experiment.Scheduler(scheduler, host, [.. platforms, XenPv.Of(parameters)]);
    int[] inFlight = experiment.Quick ? [1, 10, 50] : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    int[] running = experiment.Quick ? [0, 200] : [0, 100, 200, 400, 600, 800, 900];

    // Guests without a network, as in the published runs, that end as soon as they are up: n scripts are kept running.
    var storms = experiment.Run("in-flight", from p in platforms from n in inFlight select new Cell(p, n),
        (trial, cell) => Summary.Of(new BootStorm
    {
        Host = host, Scheduler = kind, Platform = cell.Platform,
        Spec = experiment.Guest(cell.Platform) with { Interfaces = 0, HasCgroup = false },
        Launches = experiment.Quick ? 150 : Math.Max(1000, 2 * cell.Number),
    }.InFlight(cell.Number, trial.Streams)), runs: 1);

    // Guests with an interface and a cgroup, about one launch a second, beside others that are idle.
    var full = experiment.Run("running", from p in platforms.Append(XenPv.Of(parameters)) from n in running select new Cell(p, n),
        (trial, cell) => Summary.Of(new BootStorm
    {
        Host = host, Scheduler = kind, Platform = cell.Platform,
        Spec = experiment.Guest(cell.Platform),
        Launches = experiment.Quick ? 15 : 100, AlreadyRunning = cell.Number,
    }.Arriving(1, trial.Streams)), runs: 1);

    var rows = storms.Select(r => Row("scripts in flight", r)).Concat(full.Select(r => Row("guests already running", r))).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    if (rows.Any(r => double.IsNaN(r.P99Ms)))
        experiment.Note("no p99 of fewer than 100 launches");

    foreach (var (sweep, name, what) in new[] { ("scripts in flight", "in-flight", "Scripts kept running"),
        ("guests already running", "running", "Guests that run already, idle") })
        foreach (var (quantile, of) in new (string, Func<Row, double>)[] { ("p50", r => r.P50Ms), ("p99", r => r.P99Ms) })
            if (rows.Any(r => r.Sweep == sweep && !double.IsNaN(of(r))))
                experiment.Plot($"{name}-{quantile}", Figure.Lines(
                    $"Launch of one guest on {host.Name} ({host.Cores} cores) by the script's " +
                    $"clock{(name == "running" ? ", one launch a second" : "")}: {quantile}",
                    new Axis(what, Log: name == "in-flight"), new Axis("Time (ms)", Log: true),
                    from row in rows
                    where row.Sweep == sweep
                    group row by row.Platform into line
                    select new Line(line.Key, [.. line.Select(r => new LinePoint(r.Number, Estimate.Exact(of(r))))])));
    experiment.Plot("rate",
        Figure.Lines($"Launches a second that {host.Name} sustains", new Axis("Scripts kept running", Log: true),
            new Axis("Launches a second", Log: true),
        from row in rows
        where row.Sweep == "scripts in flight" && row.Number > 1
        group row by row.Platform into line
        select new Line(line.Key, [.. line.Select(r => new LinePoint(r.Number, Estimate.Exact(r.PerSecond)))])));
});

static Row Row(string sweep, Result<Cell, Summary> r) => new(
    sweep, r.Cell.Platform.Name, r.Cell.Number, r.Outcome.P50Ms, r.Outcome.P99Ms, r.Outcome.InitP50Ms, r.Outcome.PerSecond,
    r.Outcome.CpuPct);

record Cell(Platform Platform, int Number);

record Row(string Sweep, string Platform, int Number, double P50Ms, double P99Ms, double InitP50Ms, double PerSecond, double CpuPct);

record Summary(double P50Ms, double P99Ms, double InitP50Ms, double PerSecond, double CpuPct)
{
    public static Summary Of(StormOutcome storm)
    {
        var (times, inits) = (Quantiles.Of(storm.Launches.Select(l => l.ScriptMs)), Quantiles.Of(storm.Launches.Select(l => l.InitMs)));
        return new(times.P50, times.P99, inits.P50, storm.PerSecond, 100 * storm.CpuShare);
    }
}
