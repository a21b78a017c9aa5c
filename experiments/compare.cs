#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does each way of sharing one machine cost: how fast does a guest start, how many fit, how much CPU is lost?

var script = new Script("What does each way of sharing one machine cost, in boot time, density and overhead?", runs: 5);
script.WithMachine().WithGuestMemory();
var trace = script.Option<string?>("--trace", "DIR",
    "guests replay the machines of a PlanetLab day (a file a machine) instead of a constant load");
var rate = script.Option("--rate", "N", "requests per second to each guest, without a trace", 6.0, atLeast: 0.001, atMost: 100_000);
var goal = script.Option("--goal-ms", "MS", "goal for the 99th percentile of the response time", 100.0, atLeast: 0.001,
    atMost: 1e9);
var sample = script.Option("--sample-seconds", "S",
    "simulated time for each sample of a trace (300 s in the trace; default 0.25, quick 0.1)", (double?)null, atLeast: 0.01, atMost: 300);
var speed = script.Option("--core-speed", "X", "speed of a traced machine's core against one of the host's", (double?)null,
    atLeast: 0.001, atMost: 100);
var scheduler = script.SchedulerOption();
var bands = script.Option<int?>("--bands", "N",
    "also run so many draws of all numbers of the models within their ranges, for instance 32, and give the bands", null,
    atLeast: Band.Least, atMost: 100_000);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var host = experiment.Machine;
    var application = WebApplication.Of(parameters);
    var load = experiment.Value(trace) is { } folder ? Replay(PlanetLabDay.Read(folder)) : Constant();
    // A small run takes one platform of each family.
    var all = parameters.Unnoted();
    Platform[] few =
    [
        BareMetal.Of(all), RuncContainer.Of(all), GVisorKvm.Of(all), LightVm.Of(all), Firecracker.Of(all), Kata.Of(all),
        QemuKvm.Of(all), XenPv.Of(all), VmwareEsx.Of(all), QemuTcg.Of(all),
    ];
    var platforms = experiment.PlatformsWhere(p => p.Incompatibility(host.Cpu) is null && (!experiment.Quick || few.Contains(p)));
    if (experiment.Quick)
        experiment.Note($"one platform of each family: {string.Join(", ", platforms)}");
    foreach (var p in Platforms.Of(all))
        if (p.Incompatibility(host.Cpu) is { } reason)
            experiment.Note($"left out: {reason}");
    var kind = experiment.Scheduler(scheduler, host, platforms);
    var profiles = WorkProfiles.All(parameters);

    // (a) boots one after the other on an idle host
    var boots = experiment.Run("boot", platforms, (trial, platform) => Boots(host, platform, application, trial),
        until: b => new { BootMs = b.Average() }).ByCell();

    // (b) guests under load until memory, a kernel object or the response time gives; once in a small run
    var densities = experiment.Run("density", platforms, (trial, platform) => Density(host, platform, application, trial),
        experiment.Quick ? 1 : null, d => new { d.Guests, d.MemoryPerGuestMib }).ByCell();

    // (c) the same work on the platform and on the bare machine
    var unable = (from platform in platforms from profile in profiles
        let reason = Feasibility.Of(GuestNeeds.Of(profile), new HostOffers { Cpu = host.Cpu }, platform).Reason
        where reason is not null select (Job: new Job(platform, profile), Reason: reason)).ToList();
    foreach (var cells in unable.GroupBy(u => (u.Job.Profile, u.Reason)))
        experiment.Note($"no {cells.Key.Profile.Name} work on {string.Join(", ", cells.Select(c => c.Job.Platform))}: {cells.Key.Reason}");
    var overheads = experiment.Run("overhead",
        (from platform in platforms from profile in profiles select new Job(platform, profile)).Except(unable.Select(u => u.Job)),
        (trial, job) => Work(host, job.Platform, BareMetal.Of(parameters), application, job.Profile, trial),
        until: o => new { TimesBareMetal = 1 + o.CpuPercent / 100 }).ByCell();

    Estimate Lost(Platform platform, WorkProfile profile) =>
        overheads.SingleOrDefault(o => o.Cell == new Job(platform, profile))?.Estimate(o => o.CpuPercent)
        ?? Estimate.Exact(double.NaN);

    // Run by run against a process on the bare machine: all draw the same random numbers.
    var bare = platforms.ToList().FindIndex(p => p.Name == BareMetal.Of(parameters).Name);
    var rows = platforms.Select((platform, i) => new Row(
        platform.Name, platform.Family,
        boots[i].Quantile(0.5, b => b), boots[i].Quantile(0.99, b => b), boots[i].Estimate(b => b.Average()),
        boots[i].Ratio(boots[bare], b => b.Average()),
        densities[i].Estimate(d => d.Guests), MostCommon(densities[i].Outcomes.Select(d => d.BoundBy)),
        densities[i].Ratio(densities[bare], d => d.Guests),
        densities[i].Estimate(d => d.MemoryPerGuestMib), densities[i].Estimate(d => d.P99Ms), densities[i].Estimate(d => 100 * d.CpuShare),
        Lost(platform, profiles[0]), Lost(platform, profiles[1]), Lost(platform, profiles[2]),
        overheads.Single(o => o.Cell == new Job(platform, profiles[2])).Estimate(o => o.ElapsedPercent))).ToList();

    // (d) the same once for each draw of all numbers that were read; every platform has the same draws
    var drawn = experiment.Value(bands) is { } count ? Draws(count).ToLookup(d => d.Cell.Platform, d => d.Outcome) : null;
    if (drawn is null)
        experiment.Csv(rows);
    else
        experiment.Csv(rows.Select(r => new Banded(r, Of(r, d => d.BootP50Ms), Of(r, d => d.Guests), Of(r, d => d.MemoryPerGuestMib),
            Of(r, d => d.CpuPct), Of(r, d => d.SyscallPct), Of(r, d => d.IoPct))));
    experiment.Table(rows.Select(r => new
    {
        r.Platform, BootP50Ms = r.BootP50Ms.Estimate, BootP99Ms = r.BootP99Ms.Value, Guests = r.DensityGuests, BoundBy = r.DensityLimit,
        MibPerGuest = r.MemoryPerGuestMib, CpuPct = r.OverheadCpuPct, SyscallPct = r.OverheadSyscallPct, IoPct = r.OverheadIoPct,
    }));
    if (rows.Any(r => double.IsNaN(r.BootP99Ms.Value) || double.IsNaN(r.DensityP99Ms.Mean)))
        experiment.Note("no p99 of fewer than 100 boots or responses");
    var ranked = boots.OrderBy(b => b.Estimate(o => o.Average()).Mean).ToList();
    var alike = (from pair in ranked.Zip(ranked.Skip(1))
                 where pair.Second.Difference(pair.First, b => b.Average()).Differs == false
                 select $"{pair.First.Cell} and {pair.Second.Cell}").ToList();
    if (alike.Count > 0)
        experiment.Note($"boot times that may be equal: {string.Join("; ", alike)}");

    var least = platforms.Min(p => experiment.Guest(p, application).ConfiguredMemory);
    var most = platforms.Max(p => experiment.Guest(p, application).ConfiguredMemory);
    var guest = $"guest: web application of {application.Memory.MiB:0} MiB in {(least == most ? $"{most}" : $"{least} to {most}")}";
    var limit = MostCommon(rows.Select(r => r.DensityLimit));
    experiment.Plot("density", Figure.Dots(
        $"Guests that fit: {Extremes(r => r.DensityGuests.Mean, "#,0")}; {limit} stops the next one on " +
            $"{rows.Count(r => r.DensityLimit == limit)} of {rows.Count} platforms",
        "Guests on one host",
        rows.Select(r => new Dot(r.Platform, "", r.DensityGuests, $"{r.DensityGuests.Mean:#,0}, {r.DensityLimit}")
            { Band = Ends(r.Platform, d => d.Guests) }), bands: Thin(),
        subtitle: Conditions.Of(host, guest, $"load: {load.Name}", $"goal: p99 of the response within {experiment.Value(goal):0.###} ms",
            Conditions.Runs(densities[0].Outcomes.Count))));
    experiment.Plot("boot", Figure.Dots(
        $"Median boot time: {Extremes(r => -r.BootP50Ms.Value, "#,0.# ms;#,0.# ms")}",
        new Axis("Boot time (ms)", Log: true),
        rows.Select(r => new Dot(r.Platform, "", r.BootP50Ms.Estimate, $"{r.BootP50Ms.Value:#,0.#} ms" +
            (double.IsNaN(r.BootP99Ms.Value) ? "" : $" (p99 {r.BootP99Ms.Value:#,0.#})"))
            { Band = Ends(r.Platform, d => d.BootP50Ms) }), bands: Thin(),
        subtitle: Conditions.Of(host, guest,
            "from the start of its process to the first instruction of the guest's own program, one after the other on an idle host",
            $"{boots[0].Outcomes[0].Count} boots per run", Conditions.Runs(boots[0].Outcomes.Count))));
    var halves = profiles.Select(profile =>
        $"{Quantiles.Of(platforms.Select(p => Lost(p, profile).Mean).Where(m => !double.IsNaN(m))).P50:G3} % in {profile.Name} work");
    experiment.Plot("overhead", Figure.Dots(
        $"On the median platform work costs so much more CPU time than on bare metal: {string.Join(", ", halves)}",
        new Axis("CPU overhead (%)", Log: true, LinearTo: 0.1),
        from o in overheads select new Dot(o.Cell.Platform.Name, o.Cell.Profile.Name, o.Estimate(x => x.CpuPercent))
        {
            Band = Ends(o.Cell.Platform.Name, d => new[] { d.CpuPct, d.SyscallPct, d.IoPct }[profiles.ToList().IndexOf(o.Cell.Profile)]),
        },
        platforms.Select(p => p.Name),
        Conditions.Of(host, $"{guest}, one guest", "host CPU time beyond that of a bare-metal process for the same work",
            unable.Count == 0 ? "" : "a platform without a dot cannot run that work", Conditions.Runs(overheads[0].Outcomes.Count)),
        Thin()));

    IReadOnlyList<double> Boots(HostModel host, Platform platform, WebApplication application, Trial trial) => SerialBoots.Run(host,
        platform, experiment.Guest(platform, application), experiment.Quick ? 10 : 100, new RandomStreams(trial.Seed, trial.Run), kind);

    DensityOutcome Density(HostModel host, Platform platform, WebApplication application, Trial trial) => new DensityProbe
    {
        Host = host, Scheduler = kind, Platform = platform, Spec = experiment.Guest(platform, application), Application = application,
        Rates = load.Rates(new RandomStreams(trial.Seed, trial.Run)["machines"]), Period = load.Period,
        WarmUp = experiment.Quick ? 0.25.Seconds : 5.Seconds, MostResponses = experiment.Quick ? 1_000 : 40_000,
        Goal = experiment.Value(goal).Milliseconds,
    }.Search(() => new RandomStreams(trial.Seed, trial.Run), trial.Progress, trial.Cancellation);

    Overhead Work(HostModel host, Platform platform, Platform bare, WebApplication application, WorkProfile profile, Trial trial) =>
        Overhead.Measure(host, platform, bare, experiment.Guest(platform, application), profile, experiment.Quick ? 20 : 400,
            () => new RandomStreams(trial.Seed, trial.Run), kind);

    IReadOnlyList<Result<DrawCell, Drawn>> Draws(int count)
    {
        var study = new ParameterStudy(parameters.Uses);
        var able = overheads.Select(o => (o.Cell.Platform.Name, o.Cell.Profile.Name)).ToHashSet();
        var results = experiment.Run("bands", from platform in platforms
            from draw in study.Draws(count, new RandomStreams(experiment.Seed)) select new DrawCell(platform.Name, draw),
            (trial, cell) =>
            {
                var reached = cell.Draw.Evaluate(trial.Parameters, set => One(cell.Platform, set, trial));
                return reached.Answer with { Refusals = [.. reached.Refusals] };
            }, runs: 1);
        experiment.Note($"bands: {count} draws of {study.Ranges.Count} numbers, each in its stated range, an estimate from half to " +
            $"twice, others within {100 * ParameterRange.AssumedShare:0} %; {study.All.Count - study.Ranges.Count} do not vary");
        foreach (var refusal in results.SelectMany(r => r.Outcome.Refusals).Distinct().Order(StringComparer.Ordinal))
            experiment.Note($"brought nearer to its own value: {refusal}");
        return results;

        Drawn One(string name, Parameters set, Trial trial)
        {
            trial.Cancellation.ThrowIfCancellationRequested();
            var (machine, platform, web) = (experiment.MachineOf(set), Platforms.Named(set, name), WebApplication.Of(set));
            var density = Density(machine, platform, web, trial);
            var lost = WorkProfiles.All(set).Select(profile => able.Contains((name, profile.Name))
                ? Work(machine, platform, BareMetal.Of(set), web, profile, trial).CpuPercent : double.NaN).ToList();
            return new(Quantiles.Of(Boots(machine, platform, web, trial)).P50, density.Guests, density.MemoryPerGuestMib,
                lost[0], lost[1], lost[2], []);
        }
    }

    Interval Of(Row row, Func<Drawn, double> answer)
    {
        var (low, high) = Ends(row.Platform, answer)!.Value;
        return new(low, high);
    }

    (double, double)? Ends(string platform, Func<Drawn, double> answer) =>
        drawn is not null && Band.Of(drawn[platform].Select(answer)) is var band ? (band.P5, band.P95) : null;

    string? Thin() => drawn is null ? null
        : $"thin: 5 to 95 % of {experiment.Value(bands)} draws of all numbers of the models within their ranges";

    // The platforms with the most and the least of something.
    string Extremes(Func<Row, double> value, string format)
    {
        var (first, last) = (rows.MaxBy(value)!, rows.MinBy(value)!);
        var (high, low) = (value(first).ToString(format), value(last).ToString(format));
        return high == low ? $"{high} on every platform" : $"{first.Platform} {high}, {last.Platform} {low}";
    }

    Load Constant()
    {
        var perSecond = experiment.Value(rate);
        var constant = RateCurve.Constant(perSecond);
        return new($"{perSecond:0.###} requests per second to each", _ => _ => constant, null);
    }

    Load Replay(PlanetLabDay day)
    {
        experiment.Note($"{day.Machines.Count:N0} machines, {day.Samples:N0} samples, mean {day.MeanPercent:0.0000} %");
        var core = (experiment.Value(speed) ?? PlanetLabDay.CoreSpeed(parameters)) * host.Cpu.Clock.Hertz;
        var busy = core / BareMetal.Of(parameters).Cost(application.Request, host).Total.Count;
        var step = (experiment.Value(sample) ?? (experiment.Quick ? 0.1 : 0.25)).Seconds;
        var length = day.Machines.Max(m => m.Percent.Count) * step;
        return new($"each replays one of {day.Machines.Count:N0} machines", Curves, length);

        // Every replication replays the machines in another order.
        Func<int, RateCurve> Curves(RandomStream stream)
        {
            var curves = day.Shuffled(stream).Select(m => m.Load(step, busy)).ToList();
            return guest => curves[guest % curves.Count];
        }
    }

    static string MostCommon(IEnumerable<string> limits) => limits.GroupBy(l => l).OrderByDescending(g => g.Count()).First().Key;
});

/// <summary>
/// What the guests are asked to do: rate of requests by guest (of one replication), and how long a load is that changes.
/// </summary>
record Load(string Name, Func<RandomStream, Func<int, RateCurve>> Rates, TimeSpan? Period);

/// <summary>A cell of the overhead stage.</summary>
record Job(Platform Platform, WorkProfile Profile);

/// <summary>A cell of the bands.</summary>
record DrawCell(string Platform, Variant Draw);

/// <summary>What a draw gives.</summary>
record Drawn(
    double BootP50Ms, double Guests, double MemoryPerGuestMib, double CpuPct, double SyscallPct, double IoPct, List<string> Refusals);

/// <summary>A line with the bands of its answers.</summary>
record Banded(
    Row Outcome, Interval BootP50Ms, Interval DensityGuests, Interval MemoryPerGuestMib, Interval OverheadCpuPct,
    Interval OverheadSyscallPct, Interval OverheadIoPct);

/// <summary>Of all draws, the quantiles of 5 and 95 %.</summary>
record Interval(double Band5, double Band95);

/// <summary>A line of the result.</summary>
record Row(
    string Platform, string Family, Quantile BootP50Ms, Quantile BootP99Ms, Estimate BootMeanMs, Ratio BootTimesBareMetal,
    Estimate DensityGuests, string DensityLimit, Ratio DensityTimesBareMetal, Estimate MemoryPerGuestMib, Estimate DensityP99Ms,
    Estimate DensityCpuUsedPct,
    Estimate OverheadCpuPct, Estimate OverheadSyscallPct, Estimate OverheadIoPct, Estimate OverheadIoElapsedPct);
