#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What happens to boot times when many guests are launched at once, or on a host that is full already?

var script = new Script("What happens to boot times when many guests are launched at once, or on a host that is full already?",
    runs: 5);
script.WithMachine(nameof(HostModel.M5dMetal)).WithGuestMemory().WithVCpus();
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
    foreach (var open in rows.Where(r => r.Sweep == "guests already running" && IsOpen(r)).GroupBy(r => r.Platform))
        experiment.Note($"{open.Key}, beside {string.Join(", ", open.Select(r => r.Number))} guests: the median is known to no better " +
            "than a half; launches may come faster than they end");

    var sizes = platforms.Select(p => experiment.Guest(p).ConfiguredMemory).Order().ToList();
    var guest = sizes[0] == sizes[^1] ? $"{sizes[0]}" : $"{sizes[0]} to {sizes[^1]}";
    foreach (var (sweep, name, what, load) in new[]
    {
        ("scripts in flight", "in-flight", "Scripts kept in flight",
            "launch, by the script's clock, of a guest without network that ends when it is up; each end starts the next script"),
        ("guests already running", "running", "Guests that run already, idle",
            "launch, by the script's clock, of a guest with a network interface; one launch per second at random"),
    })
        foreach (var (quantile, of) in new (string, Func<Row, Quantile>)[] { ("p50", r => r.P50Ms), ("p99", r => r.P99Ms) })
        {
            var shown = rows.Where(r => r.Sweep == sweep && !double.IsNaN(of(r).Value)).ToList();
            if (shown.Count > 0)
                experiment.Plot($"{name}-{quantile}", Figure.Lines(
                    Finding(shown, r => of(r).Value, $"{(quantile == "p50" ? "median" : "p99")} launch", $"{sweep}"),
                    new Axis(what, Log: name == "in-flight"), new Axis($"{(quantile == "p50" ? "Median" : "p99")} time (ms)", Log: true),
                    Lines(shown, r => of(r).Estimate), Below(sweep, load)));
        }
    var storm = rows.Where(r => r.Sweep == "scripts in flight" && !double.IsNaN(r.PerSecond.Mean)).ToList();
    var best = storm.MaxBy(r => r.PerSecond.Mean)!;
    var least = storm.GroupBy(r => r.Platform).Select(g => g.MaxBy(r => r.PerSecond.Mean)!).MinBy(r => r.PerSecond.Mean)!;
    experiment.Plot("rate", Figure.Lines(
        $"Launches per second at most: {best.Platform} {best.PerSecond.Mean:#,0} with {best.Number:#,0} scripts, " +
            $"{least.Platform} {least.PerSecond.Mean:#,0} with {least.Number:#,0}",
        new Axis("Scripts kept in flight", Log: true), new Axis("Launches per second", Log: true),
        Lines(storm, r => r.PerSecond),
        Below("scripts in flight", "guests without network that end when they are up; each end starts the next script")));

    string Below(string sweep, string load) => Conditions.Of(host, $"guest of {guest}", load,
        Conditions.Runs((sweep == "scripts in flight" ? storms : full)[0].Outcomes.Count));

    // Of the platform that suffers least and of the one that suffers most from the fewest to the most of what all stand.
    static string Finding(List<Row> rows, Func<Row, double> value, string what, string unit)
    {
        var lines = rows.GroupBy(r => r.Platform).ToList();
        var told = lines.Select(l => l.Where(r => !IsOpen(r)).Select(r => r.Number));
        var numbers = told.Aggregate((a, b) => a.Intersect(b)).Order().ToList();
        if (numbers.Count < 2)
            return $"The {what} by the number of {unit}";
        double At(IGrouping<string, Row> line, int number) => value(line.First(r => r.Number == number));
        double Times(IGrouping<string, Row> line) => At(line, numbers[^1]) / At(line, numbers[0]);
        string Told(IGrouping<string, Row> line) => line.First(r => r.Number == numbers[^1]).TimesFewest.Differs == true
            ? $"{Times(line):#,0.0} times as long on {line.Key} ({Ms(At(line, numbers[0]))} to {Ms(At(line, numbers[^1]))} ms)"
            : $"as long on {line.Key}, as far as the runs tell";
        return $"With {numbers[^1]:#,0} {unit} in place of {numbers[0]:#,0} the {what} takes " +
            string.Join(", ", new[] { lines.MinBy(Times)!, lines.MaxBy(Times)! }.Distinct().Select(Told));
    }

    // Runs differ so much that there is no one time to tell.
    static bool IsOpen(Row row) => row.P50Ms.Estimate.HalfWidth > row.P50Ms.Value / 2;

    static string Ms(double value) => value.ToString(value < 100 ? "0.0" : "#,0");

    static IEnumerable<Line> Lines(IEnumerable<Row> rows, Func<Row, Estimate> value) =>
        from row in rows
        group row by row.Platform into line
        select new Line(line.Key, [.. line.Select(r => new LinePoint(r.Number, value(r)))]);
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
