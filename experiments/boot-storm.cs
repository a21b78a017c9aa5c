#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What happens to boot times when many guests are launched at once, or on a host that is full already?

var script = new Script("What happens to boot times when many guests are launched at once, or on a host that is full already?",
    runs: 5);
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

    // Guests without a network, as in the published runs, that end as soon as they are up: n scripts are kept in flight, each end starts
    // the next. Five rounds of all scripts pass first; then whole rounds are measured, ten and a thousand launches at the least.
    var launches = experiment.Quick ? 150 : 1000;
    var storms = experiment.Run("in-flight", from p in platforms from n in inFlight select new Cell(p, n),
        (trial, cell) => Outcome.Of(new BootStorm
    {
        Host = host, Scheduler = kind, Platform = cell.Platform,
        Spec = experiment.Guest(cell.Platform) with { Interfaces = 0, HasCgroup = false },
        WarmUp = 5 * cell.Number, Launches = Math.Max(10, (launches + cell.Number - 1) / cell.Number) * cell.Number,
    }.InFlight(cell.Number, trial.Streams)), until: o => new { o.P50Ms, o.PerSecond }).ByCell();

    // Guests with an interface and a cgroup, about one launch a second, beside others that are idle.
    var full = experiment.Run("running", from p in platforms.Append(XenPv.Of(parameters)) from n in running select new Cell(p, n),
        (trial, cell) => Outcome.Of(new BootStorm
    {
        Host = host, Scheduler = kind, Platform = cell.Platform,
        Spec = experiment.Guest(cell.Platform),
        Launches = experiment.Quick ? 15 : 100, AlreadyRunning = cell.Number,
    }.Arriving(1, trial.Streams)), until: o => new { o.P50Ms }).ByCell();

    // How many times as long as the fewest take it is, run by run: they draw the same random numbers.
    var rows = (from sweep in new[] { (Name: "scripts in flight", Cells: storms), (Name: "guests already running", Cells: full) }
                from cell in sweep.Cells
                let fewest = sweep.Cells.First(c => c.Cell.Platform == cell.Cell.Platform)
                select new Row(sweep.Name, cell.Cell.Platform.Name, cell.Cell.Number, cell.Quantile(0.5, o => o.ScriptMs),
                    cell.Quantile(0.99, o => o.ScriptMs), cell.Quantile(0.5, o => o.InitMs), cell.Ratio(fewest, o => o.P50Ms),
                    cell.Estimate(o => o.PerSecond), cell.Estimate(o => o.WholeMs), cell.Estimate(o => o.InFlight),
                    cell.Estimate(o => o.CpuPct), cell.Outcomes.Select(o => o.BoundBy).FirstOrDefault(b => b is not null))).ToList();
    experiment.Csv(rows);
    experiment.Table(rows.Select(r => new { r.Sweep, r.Platform, r.Number, r.P50Ms, r.P99Ms, r.PerSecond }));
    foreach (var bound in rows.Where(r => r.BoundBy is not null).GroupBy(r => (r.Sweep, r.Platform, r.BoundBy)))
        experiment.Note($"{bound.Key.Platform}: {string.Join(", ", bound.Select(r => r.Number))} {bound.Key.Sweep} do not fit " +
            $"({bound.Key.BoundBy})");
    if (rows.Any(r => r.BoundBy is null && double.IsNaN(r.P99Ms.Value)))
        experiment.Note("no p99 of fewer than 100 launches");

    foreach (var (sweep, name, what) in new[] { ("scripts in flight", "in-flight", "Scripts kept running"),
        ("guests already running", "running", "Guests that run already, idle") })
        foreach (var (quantile, of) in new (string, Func<Row, Quantile>)[] { ("p50", r => r.P50Ms), ("p99", r => r.P99Ms) })
            if (rows.Any(r => r.Sweep == sweep && !double.IsNaN(of(r).Value)))
                experiment.Plot($"{name}-{quantile}", Figure.Lines(
                    $"Launch of one guest on {host.Name} ({host.Cores} cores) by the script's " +
                    $"clock{(name == "running" ? ", one launch a second" : "")}: {quantile}",
                    new Axis(what, Log: name == "in-flight"), new Axis("Time (ms)", Log: true),
                    from row in rows
                    where row.Sweep == sweep
                    group row by row.Platform into line
                    select new Line(line.Key, [.. line.Select(r => new LinePoint(r.Number, of(r).Estimate))])));
    experiment.Plot("rate",
        Figure.Lines($"Launches a second that {host.Name} sustains", new Axis("Scripts kept running", Log: true),
            new Axis("Launches a second", Log: true),
        from row in rows
        where row.Sweep == "scripts in flight"
        group row by row.Platform into line
        select new Line(line.Key, [.. line.Select(r => new LinePoint(r.Number, r.PerSecond))])));
});

record Cell(Platform Platform, int Number);

record Row(string Sweep, string Platform, int Number, Quantile P50Ms, Quantile P99Ms, Quantile InitP50Ms, Ratio TimesFewest,
    Estimate PerSecond, Estimate WholeMeanMs, Estimate InFlight, Estimate CpuPct, string? BoundBy);

/// <summary>Times by the script's clock and of the guest's init; the whole script's mean. Not one of them if a guest did not fit.</summary>
record Outcome(
    List<double> ScriptMs, List<double> InitMs, double WholeMs, double PerSecond, double InFlight, double CpuPct, string? BoundBy)
{
    public double P50Ms => Quantiles.Of(ScriptMs).P50;

    public static Outcome Of(StormOutcome storm) => new(
        [.. storm.Launches.Select(l => l.ScriptMs)], [.. storm.Launches.Select(l => l.InitMs)],
        storm.Launches.Select(l => l.WholeMs).DefaultIfEmpty(double.NaN).Average(), storm.PerSecond, storm.InFlight,
        100 * storm.CpuShare, storm.BoundBy);
}
