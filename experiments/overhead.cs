#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does each way of sharing a machine cost the same work, and what for?

const int MostParts = 7; // a colour each, and one for the rest
const int MostNotes = 6; // bars that leave room for the number of exits
const double Highest = 4; // times bare metal that bars of causes show; longer ones end in an arrow
const double Near = 1.1; // times bare metal that count as hardly more

var script = new Script("What does each way of sharing a machine cost the same work, and what for?", runs: 5);
var platformName = script.Option<string?>("--platform", "NAME",
    "platform that the table of causes explains (default: full VM (binary translation))");
var profileName = script.Option<string?>("--profile", "NAME",
    "profile that the table and the figure of causes explain (default: compiler run)");
script.WithMachine(more: new Dictionary<string, Func<Parameters, HostModel>> { ["FelterServer"] = Felter2014.Machine }).WithGuestMemory();
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var host = experiment.Machine;
    WorkProfile[] computing =
    [
        WorkProfiles.CpuBound(parameters), Benchmark.Pxz(parameters), Benchmark.CompilerRun(parameters),
        WorkProfiles.SystemCallHeavy(parameters),
    ];
    WorkProfile[] transfers =
    [
        Benchmark.CommitLoop(parameters), Benchmark.MySqlOltp(parameters), Benchmark.NetperfRr(parameters), Benchmark.BulkTcp(parameters),
    ];
    IEnumerable<WorkProfile> others = experiment.Value(profileName) is null
        ? [] : WorkProfiles.All(parameters).Concat(Benchmark.All(parameters)).Except(computing).Except(transfers);
    WorkProfile[] known = [.. computing, .. transfers, .. others];
    var able = experiment.PlatformsWhere(p => p.Incompatibility(host.Cpu) is null);
    var profile = Chosen("--profile", experiment.Value(profileName), known, w => w.Name) ?? Benchmark.CompilerRun(parameters);
    var platform = Chosen("--platform", experiment.Value(platformName), [.. able.Where(p => Runs(p, profile))], p => p.Name)
        ?? VmwareEsx.Of(parameters);
    var kind = experiment.Scheduler(scheduler, host, able);
    var units = experiment.Quick ? 20 : 200;

    // (a) the same draws of the same work on the platform and on the bare machine, as tasks of a simulated host
    var overheads = experiment.Run("overhead", from p in able from work in computing.Concat(transfers) where Runs(p, work)
        select new Job(p, work),
        (trial, job) => Overhead.Measure(host, job.Platform, BareMetal.Of(parameters),
            experiment.Guest(job.Platform, new GuestSpec(256.MiB, 40.MiB)), job.Profile, units,
            () => new RandomStreams(trial.Seed, trial.Run), kind), until: o => new { CpuRatio = 1 + o.CpuPercent / 100 }).ByCell();
    var unable = (from p in able from work in computing.Concat(transfers) where !Runs(p, work) select new Job(p, work)).ToList();
    foreach (var jobs in unable.GroupBy(job => (job.Profile, Reason: Why(job.Platform, job.Profile))))
        experiment.Note($"no {jobs.Key.Profile.Name} work on {string.Join(", ", jobs.Select(j => j.Platform))}: {jobs.Key.Reason}");
    var rows = (
        from p in able
        from work in computing.Concat(transfers)
        let measured = overheads.SingleOrDefault(o => o.Cell == new Job(p, work))
        select new
        {
            Platform = p.Name, Profile = work.Name,
            CpuRatio = measured?.Estimate(x => 1 + x.CpuPercent / 100) ?? Estimate.Exact(double.NaN),
            ElapsedRatio = measured?.Estimate(x => 1 + x.ElapsedPercent / 100) ?? Estimate.Exact(double.NaN),
            ExitsPerMs = measured is null ? double.NaN : p.Cost(work, host).Exits / Milliseconds(BareMetal.Of(parameters), work),
        }).ToList();
    experiment.Csv(rows);
    experiment.Table(able.Select(p => new
    {
        Platform = p.Name, CpuBound = Of(p, computing[0]), Pxz = Of(p, computing[1]), Compiler = Of(p, computing[2]),
        Syscalls = Of(p, computing[3]),
        Commits = Of(p, transfers[0]), Mysql = Of(p, transfers[1]), RoundTrips = Of(p, transfers[2]), BulkTcp = Of(p, transfers[3]),
    }));
    var conditions = $"{host.Cpu.Name}, {host.Cores} cores, {host.Memory}";
    experiment.Plot("computing", Ratios("Programs that compute and call the kernel", computing));
    experiment.Plot("transfers", Ratios("Programs that wait for disks and networks", transfers));

    // (b) where the cycles of one profile go
    var (bare, here) = (BareMetal.Of(parameters).Cost(profile, host), platform.Cost(profile, host));
    var more = (here.Total - bare.Total).Count;
    var terms = (
        from cause in CycleCost.Causes
        let lost = (here[cause] - bare[cause]).Count
        where here[cause] != bare[cause] || bare[cause] > Cycles.Zero
        let count = profile.Events(cause)
        select new
        {
            Cause = cause, Events = count, NativeCycles = bare[cause].Count, Cycles = here[cause].Count, More = lost,
            MoreEach = count > 0 ? lost / count : 0, Exits = here.ExitsFor(cause), OverheadPct = 100 * lost / bare.Total.Count,
        }).ToList();
    experiment.Csv("causes", terms);
    experiment.Note(
        $"{profile.Name} on {platform.Name}, {host.Cpu}: {here.Total.Count:0} cycles per unit, {100 * more / bare.Total.Count:0.0} % " +
        $"more than on bare metal, {here.Exits:0.##} exits");
    experiment.Table(terms.OrderByDescending(t => t.More).Select(t => new
    {
        t.Cause, Events = Math.Round(t.Events, 3), NativeCycles = Math.Round(t.NativeCycles), Cycles = Math.Round(t.Cycles),
        MoreCycles = Math.Round(t.More),
        MoreEach = Math.Round(t.MoreEach, 2), Exits = Math.Round(t.Exits, 2), OverheadPct = Math.Round(t.OverheadPct, 2),
    }));
    var first = terms.MaxBy(t => t.More);
    experiment.Plot("causes", Stacked(
        $"{Started(profile.Name)}: {platform.Name} needs {here.Total / bare.Total:0.00} times the CPU time of bare metal" +
        (first is { More: > 0 } ? $", most of the extra for {first.Cause.Title()}" : ""), [BareMetal.Of(parameters), platform]));
    var costs = able.Where(p => Runs(p, profile)).ToDictionary(p => p, p => p.Cost(profile, host));
    var (near, dearest) = (costs.Count(c => c.Value.Total / bare.Total <= Near), costs.MaxBy(c => c.Value.Total).Key);
    experiment.Plot("platforms", Stacked(
        $"{Started(profile.Name)}: {near} of {costs.Count} platforms need at most {Near:0.0} times the CPU time of bare metal, " +
        $"{dearest.Name} needs {costs[dearest].Total / bare.Total:0.0} times", [.. costs.Keys]));

    double Milliseconds(Platform on, WorkProfile work) => on.Cost(work, host).Total.At(host.Cpu.Clock).TotalMilliseconds;

    double Of(Platform on, WorkProfile work) =>
        Runs(on, work)
            ? Math.Round(overheads.Single(o => o.Cell == new Job(on, work)).Estimate(x => 1 + x.CpuPercent / 100).Mean, 3) : double.NaN;

    Figure Ratios(string what, WorkProfile[] profiles)
    {
        var others = able.Where(p => p != BareMetal.Of(parameters)).ToList();
        var measured = overheads.Where(o => profiles.Contains(o.Cell.Profile) && others.Contains(o.Cell.Platform))
            .Select(o => (o.Cell, Ratio: o.Estimate(x => 1 + x.CpuPercent / 100))).ToList();
        var near = (from m in measured
                    group m by m.Cell.Profile into work
                    select (Work: work.Key.Name, Count: work.Count(m => m.Ratio.Mean <= Near), Of: work.Count())).ToList();
        var (easiest, hardest) = (near.MaxBy(n => (double)n.Count / n.Of), near.MinBy(n => (double)n.Count / n.Of));
        var runs = overheads[0].Runs.Count;
        var dearest = measured.MaxBy(m => m.Ratio.Mean);
        return Figure.Dots(
            $"{Started(easiest.Work)}: {easiest.Count} of {easiest.Of} platforms need at most {Near:0.0} times the CPU time of bare " +
            $"metal; {hardest.Work}: {hardest.Count} of {hardest.Of}; {dearest.Cell.Platform.Name} needs up to " +
            $"{dearest.Ratio.Mean:0.0} times",
            new Axis("CPU time of the host for the same work (times bare metal)", Log: true),
            measured.Select(m => new Dot(m.Cell.Platform.Name, m.Cell.Profile.Name, m.Ratio)), others.Select(p => p.Name),
            $"{what}; {conditions}; one guest of {experiment.Guest(others[0], new GuestSpec(256.MiB, 40.MiB)).ConfiguredMemory}, nothing " +
            $"beside it; {units} units of work, {(runs > 1 ? $"{runs} runs, 95 % intervals" : "1 run")}" +
            (unable.Exists(j => profiles.Contains(j.Profile)) ? "; no dot: it cannot run" : ""));
    }

    // The causes that matter in any of the bars have a part of their own, the rest share one.
    Figure Stacked(string title, IReadOnlyList<Platform> platforms)
    {
        var costs = platforms.Select(p => p.Cost(profile, host)).ToList();
        var parts = CycleCost.Causes.OrderByDescending(c => costs.Max(b => b[c])).Take(MostParts).Order().ToList();
        double Relative(Cycles cycles) => cycles / bare.Total;
        var most = costs.Max(c => Relative(c.Total));
        return Figure.Bars(title, new Axis("CPU time of the host (times bare metal)", Max: most > Highest ? Highest : null),
            platforms.Zip(costs, (p, cost) => new Bar(
            p.Name, Math.Round(Relative(cost.Total), 3), cost.Exits > 0 && platforms.Count <= MostNotes
                ? $"{cost.Exits / Milliseconds(BareMetal.Of(parameters), profile):0.#} exits per ms" : null,
            [.. parts.Select(c => new Segment(c.Title(), Relative(cost[c]))),
                new Segment("all else", Relative(cost.Total) - parts.Sum(c => Relative(cost[c])))])),
            $"What the cycles of one unit are spent for; {conditions}; computed from counts of events, no random numbers");
    }

    bool Runs(Platform on, WorkProfile work) => Why(on, work) is null;

    string? Why(Platform on, WorkProfile work) => Feasibility.Of(GuestNeeds.Of(work), new HostOffers { Cpu = host.Cpu }, on).Reason;

    static string Started(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    static T? Chosen<T>(string option, string? name, IReadOnlyList<T> among, Func<T, string> nameOf) where T : class =>
        name is null ? null
        : among.FirstOrDefault(x => string.Equals(nameOf(x), name, StringComparison.OrdinalIgnoreCase))
            ?? throw new InputException(option, null, $"'{name}' is not known, or cannot run here",
                $"one of: {string.Join(", ", among.Select(nameOf))}");
});

/// <summary>A cell of the overhead stage.</summary>
record Job(Platform Platform, WorkProfile Profile);
