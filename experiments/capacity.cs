#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How many machines, of which kind, does a workload need, and what do they cost?

var script = new Script("How many machines, of which kind, does a workload need, and what do they cost?");
var trace = script.Option<string?>("--trace", "FILE|DIR", 
    "the guests: a trace of any format that trace.cs knows (default: the shipped sample)");
var format = script.Option<string?>("--format", "NAME", "which trace of the folder, where it has several");
var goals = script.Options("--goal", "GOAL", "ready<5%, starved<0.1%, reject<0.1%, memory<90%, p99wait<10min, p99<200ms or " +
    "'survive 1 host'; may be given often (default: reject<0.1%, starved<0.1%, ready<5%)");
var hosts = script.Option("--host", "MODEL,...", $"models of hosts: {string.Join(", ", HostModel.All.Keys)}", "DellR640");
var platforms = script.Option("--platform", "NAME,...", $"how guests are isolated: {string.Join(", ", Platforms.ByClass.Keys)}",
    "RuncContainer,Firecracker,QemuKvm");
var prices = script.Option<string?>("--price", "FILE", 
    "name,price: what a host of each model costs a month, and kwh if energy is paid for");
var carbon = script.Option<string?>("--carbon", "FILE", "hour,g_per_kwh: grams of CO2 for each kWh, from the trace's begin on");
var growth = script.Option("--growth", "PERCENT", 
    "growth of the load a month: tells the headroom, and when the fleet is full", (double?)null, 0.01, 100);
var requests = script.Option("--application", "", "guests serve web requests, so many that they use what the trace says", false);
var overcommit = script.Option("--overcommit", "X", 
    "virtual CPUs requested for each CPU (default: any number where a goal is of CPUs, else 1)", (double?)null, 0.01, 1_000);
var patience = script.Option("--patience", "TIME", 
    "how long a guest waits for a place, such as 10min (default: not; with p99wait: for ever)", (string?)null);
var memory = script.Option("--guest-memory", "SIZE", "memory of guests of which the trace knows none", (Bytes?)null);
var speed = script.Option("--core-speed", "X", "speed of a CPU of the trace against one of the hosts", 1.0, 0.001, 1_000);
var used = script.Option("--use", "PERCENT", 
    "of the CPUs that guests ask for what they use, where the trace does not say", 100.0, 0.01, 100);
var most = script.Option("--most", "N", "hosts at the most", 10_000, 1, 100_000);
var kind = script.SchedulerOption(SchedulerKind.Fluid);
var skipBad = script.Option("--skip-bad", "", "leave out bad rows of the trace and count them", false);

return script.Main(args, experiment =>
{
    var p = experiment.Parameters;
    var asked = (experiment.Value(goals) is { Length: > 0 } given ? given : ["reject<0.1%", "starved<0.1%", "ready<5%"]).Select(Goal.Parse)
        .Distinct().ToList();
    if (asked.FirstOrDefault(goal => goal.Kind == GoalKind.Latency) is { } latency && !experiment.Value(requests))
        throw new InputException("--goal", null, $"{latency}: a trace of demand has no requests",
            "give --application too: then requests are made from the demand; or goals of CPUs, such as ready<5%");
    var waits = asked.Any(goal => goal.Kind == GoalKind.Wait);
    // Who has no place has no CPU to wait for, and no requests: a fleet that refuses many would meet the other goals all the better.
    if (!waits && !asked.Any(goal => goal.Kind == GoalKind.Reject))
    {
        asked.Add(Goal.Parse("reject<0.1%"));
        experiment.Note("reject<0.1% is held, too: other goals are of those that have a place");
    }

    var set = TracedSet.Read(new TraceFiles(experiment.Value(trace) ?? script.Sample("guests-week.csv"), TraceFormats.All),
        experiment.Value(format), experiment.Value(skipBad));
    var (priceList, carbonHours) = (experiment.Value(prices) is { } list ? PriceList.Read(list) : null,
        experiment.Value(carbon) is { } file ? CarbonIntensity.Read(file) : null);
    var (rules, span) = (WindowRules.Of(p), Math.Max(set.Length, 1) / 3600);
    var scheduler = experiment.Value(kind);
    var cells = (from platform in experiment.List(platforms, Platforms.ByClass.Keys)
                 from host in experiment.List(hosts, HostModel.All.Keys)
                 select new Cell(platform, host)).Take(experiment.Quick ? 1 : int.MaxValue).ToList();
    foreach (var cell in cells)
        priceList?.Host(cell.Host);
    var results = experiment.Run("fleet", cells, Plan, runs: 1).ByCell().Select(one => (one.Cell, Fleet: one.Outcomes[0])).ToList();

    experiment.Csv(from one in results from goal in one.Fleet.Goals
                   select new
                   {
                       one.Cell.Platform, one.Cell.Host, one.Fleet.Hosts, goal.Met, ConfidencePct = 100 * goal.Confidence, Goal = goal.Name,
                       goal.Value, Ci95Low = goal.Low, Ci95High = goal.High, UtilizationPct = 100 * one.Fleet.Utilization,
                       EnergyKwh = one.Fleet.EnergyKwh, one.Fleet.CostMonth, OneFewerMissesPct = one.Fleet.OneFewerMissesPct,
                   });
    experiment.Csv("plan", from one in results from place in one.Fleet.Places
                           select new { one.Cell.Platform, one.Cell.Host, place.Guest, place.OnHost, place.FromS, place.ToS });
    experiment.Csv("curve", from one in results from point in one.Fleet.Curve
                            let goal = point.Goal
                            select new { one.Cell.Platform, one.Cell.Host, point.Hosts, Goal = goal.Name, goal.Value, goal.Met });
    experiment.Table(from one in results
                     select new
                     {
                         one.Cell.Platform, one.Cell.Host, one.Fleet.Hosts, one.Fleet.Met, ConfidencePct = 100 * one.Fleet.Confidence,
                         UtilizationPct = 100 * one.Fleet.Utilization, one.Fleet.EnergyKwh, one.Fleet.CostMonth, one.Fleet.CarbonKg,
                         HeadroomPct = 100 * (one.Fleet.Headroom - 1), OneFewerMissesPct = one.Fleet.OneFewerMissesPct,
                     });
    foreach (var remark in set.Remarks.Concat(results.SelectMany(one => one.Fleet.Remarks)).Distinct())
        experiment.Note(remark);
    if (asked.Any(goal => goal.IsOfCpu) && experiment.Value(overcommit) is null)
        experiment.Note("CPUs are not booked: as many guests share a host as the goals allow (--overcommit bounds them)");
    var answers = results.Where(one => one.Fleet.Met).ToList();
    foreach (var (cell, fleet) in results)
        experiment.Goal($"{cell} meets {string.Join(", ", asked)} with {experiment.Value(most)} hosts or fewer", fleet.Met);
    if (answers.Count == 0)
        return;
    var cheapest = answers.OrderBy(one => priceList is null ? one.Fleet.Hosts : one.Fleet.CostMonth)
        .ThenBy(one => one.Fleet.EnergyKwh).First();
    var best = $"{Hosts(cheapest.Fleet.Hosts)} {cheapest.Cell.Host} with {cheapest.Cell.Platform}";
    experiment.Finding($"{best} meet {string.Join(", ", asked)} (confidence " +
        $"{100 * cheapest.Fleet.Confidence:0.#} %); with one fewer they do not (confidence {cheapest.Fleet.OneFewerMissesPct:0.#} %)" +
        (priceList is null ? "" : $"; {cheapest.Fleet.CostMonth:0} a month"));
    if (experiment.Value(growth) is { } rate)
        experiment.Note($"{cheapest.Cell}: the load may grow by {100 * (cheapest.Fleet.Headroom - 1):0.#} %; growing by {rate} % a " +
            $"month, the fleet is full after {FleetGrowth.Months(cheapest.Fleet.Headroom, rate / 100):0.#} months");
    var what = $"{set.Guests.Count:N0} guests, {span:0.#} h; goals: {string.Join(", ", asked)}";
    var (fewest, largest) = (answers.Min(one => one.Fleet.Hosts), answers.Max(one => one.Fleet.Hosts));
    experiment.Plot("hosts", Figure.GroupedBars(fewest == largest ? $"{Hosts(fewest)} will do, with each platform and model"
            : $"{fewest} to {Hosts(largest)} will do, by platform and model",
        new Axis("Hosts", Min: 0), answers.Select(one => new GroupedBar(one.Cell.Platform, one.Cell.Host, one.Fleet.Hosts)),
        subtitle: what));
    foreach (var goal in asked.Where(goal => goal.Kind != GoalKind.Survive))
        Curve(goal);
    Load(cheapest.Cell, cheapest.Fleet);

    Fleet Plan(Trial trial, Cell cell)
    {
        var setting = new FleetSetting(HostModel.All[cell.Host](p), Platforms.ByClass[cell.Platform](p), WebApplication.Of(p))
        {
            CpuOvercommit = experiment.Value(overcommit) ?? (asked.Any(goal => goal.IsOfCpu) ? null : 1),
            CoreSpeed = experiment.Value(speed), GuestMemory = experiment.Value(memory), Use = experiment.Value(used) / 100,
            Patience = experiment.Value(patience) is { } time ? TimeSpan.FromSeconds(Goal.Time(patience.Name, time))
                : waits ? null : TimeSpan.Zero,
        };
        FleetPlanner Planner(SizedSet guests) => new(guests, asked, rules, trial.Seed)
        {
            Scheduler = scheduler,
            Progress = (count, window) => trial.Progress((double)window / rules.Most, $"{cell.Platform}: {Hosts(count)}"),
        };
        var sized = new SizedSet(set, setting);
        var planner = Planner(sized);
        var tried = planner.Search(experiment.Value(most));
        var best = tried.FirstOrDefault(fleet => fleet.Met) ?? tried[^1];
        var (book, hours) = (planner.Book(best.Hosts), new List<HourOfFleet>());
        var use = planner.Use(book, hours);
        var fewer = best.Hosts > 1 && best.Met ? planner.Evaluate(best.Hosts - 1) : null;
        var (near, step) = (experiment.Quick ? 1 : 3, Math.Max(1, best.Hosts / 20));
        var curve = from count in Enumerable.Range(-near, (2 * near) + 1).Select(i => best.Hosts + (i * step)).Where(count => count >= 1)
                    from goal in planner.Evaluate(count, windows: experiment.Quick ? 20 : 100).Goals
                    select new Point(count, Measured.Of(goal));
        return new(best.Hosts, best.Met, best.Confidence, [.. best.Goals.Select(Measured.Of)], use.Utilization, use.Energy / 3.6e6,
            priceList?.OfMonth(cell.Host, best.Hosts, use.Energy / (1000 * 3600 * span)) ?? double.NaN,
            carbonHours?.Of(hours) ?? double.NaN,
            fewer is null ? best.Met ? 100 : double.NaN : fewer.Met ? 0 : 100 * fewer.Confidence,
            best.Met && experiment.Value(growth) is not null
                ? FleetGrowth.MostLoad(set, setting, Planner, best.Hosts, trial.Streams) : double.NaN,
            [.. curve], [.. Enumerable.Range(0, sized.Guests.Count).Where(guest => book.HostOf(guest) >= 0)
                .Select(guest => new Place(sized.Guests[guest].Name, book.HostOf(guest), book.BeginOf(guest), book.EndOf(guest)))],
            [.. hours.SelectMany(hour => new[] { hour.Asked / 3600, hour.Given / 3600 })],
            best.Hosts * sized.HostThroughput, sized.Remarks);
    }

    void Curve(Goal goal)
    {
        var models = cells.Select(cell => cell.Host).Distinct().Count();
        var lines = answers.Take(6).Select(one => new Line(models > 1 ? $"{one.Cell}" : one.Cell.Platform,
            [.. one.Fleet.Curve.Where(point => point.Goal.Name == $"{goal}" && double.IsFinite(point.Goal.Value))
                .Select(point => new LinePoint(point.Hosts, new Estimate(point.Goal.Value, point.Goal.Low, point.Goal.High, 2)))]))
            .Where(line => line.Points.Count > 0).ToList();
        if (lines.Count == 0)
            return;
        var (from, to) = (lines.Min(line => line.Points.Min(x => x.X)), lines.Max(line => line.Points.Max(x => x.X)));
        lines.Add(new Line("goal", [new LinePoint(from, goal.BoundInUnit), new LinePoint(to, goal.BoundInUnit)]));
        var number = asked.Count(other => other.Kind == goal.Kind) > 1 ? $"-{asked.IndexOf(goal)}" : "";
        experiment.Plot($"{goal.Kind}".ToLowerInvariant() + number, Figure.Lines($"{goal}: from {best} on all goals are met",
                "Hosts", new Axis(Label(goal), Min: 0), lines, what));
    }

    void Load(Cell cell, Fleet fleet)
    {
        Line Of(string name, int which) => new(name, [.. fleet.Hours.Chunk(2).Select((hour, i) => new LinePoint(i, hour[which]))]);
        var hours = fleet.Hours.Count / 2;
        experiment.Plot("load", Figure.Lines(
            $"Guests keep {100 * fleet.Utilization:0.#} % of the CPUs of {Hosts(fleet.Hosts)} busy",
            "Time since the trace's begin (h)", new Axis("CPU seconds a second, mean of an hour", Min: 0),
            [
                Of("asked for", 0), Of("given", 1),
                new("all do", [new LinePoint(0, fleet.Cpus), new LinePoint(Math.Max(1, hours - 1), fleet.Cpus)]),
            ],
            $"{cell}; {what}"));
    }
});

static string Hosts(int count) => $"{count} {(count == 1 ? "host" : "hosts")}";

static string Label(Goal goal) => goal.Kind switch
{
    GoalKind.Reject => "Guests refused (%)",
    GoalKind.Starved => "CPU time wanted and not there (%)",
    GoalKind.Ready => $"Time in which virtual CPUs wait for a CPU (%), p{100 * goal.Share:0.##}",
    GoalKind.Memory => "Memory requested of the fullest host (%)",
    GoalKind.Wait => $"Time that guests wait for a place (s), p{100 * goal.Share:0.##}",
    _ => $"Response time (ms), p{100 * goal.Share:0.##}",
};

record Cell(string Platform, string Host)
{
    public override string ToString() => $"{Platform} on {Host}";
}

record Measured(string Name, bool Met, double Confidence, double Value, double Low, double High)
{
    public static Measured Of(GoalResult result) =>
        new($"{result.Goal}", result.Met, result.Confidence, result.Value, result.Low, result.High);
}

record Point(int Hosts, Measured Goal);

record Place(string Guest, int OnHost, double FromS, double ToS);

record Fleet(int Hosts, bool Met, double Confidence, List<Measured> Goals, double Utilization, double EnergyKwh, double CostMonth,
    double CarbonKg, double OneFewerMissesPct, double Headroom, List<Point> Curve, List<Place> Places, List<double> Hours, double Cpus,
    List<string> Remarks);
