#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does each way of sharing one machine cost: how fast does a guest start, how many fit, how much CPU is lost?

var script = new Script("What does each way of sharing one machine cost, in boot time, density and overhead?", runs: 5);
script.WithMachine().WithGuestMemory();
var trace = script.Option<string?>("--trace", "DIR",
    "guests replay the machines of a PlanetLab day (a file a machine) instead of a constant load");
var rate = script.Option("--rate", "N", "requests a second to each guest, without a trace", 6.0, atLeast: 0.001, atMost: 100_000);
var goal = script.Option("--goal-ms", "MS", "goal for the 99th percentile of the response time", 100.0, atLeast: 0.001,
    atMost: 1e9);
var sample = script.Option("--sample-seconds", "S",
    "simulated time for each sample of a trace (300 s in the trace; default 0.25, quick 0.1)", (double?)null, atLeast: 0.01, atMost: 300);
var speed = script.Option("--core-speed", "X", "speed of a traced machine's core against one of the host's", (double?)null,
    atLeast: 0.001, atMost: 100);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var host = experiment.Machine;
    var application = WebApplication.Of(parameters);
    var load = experiment.Value(trace) is { } folder ? Replay(PlanetLabDay.Read(folder)) : Constant();
    // A small run takes one platform of each family.
    IReadOnlyList<Platform> platforms = !experiment.Quick ? experiment.Platforms :
    [
        BareMetal.Of(parameters), RuncContainer.Of(parameters), GVisorKvm.Of(parameters), LightVm.Of(parameters),
        Firecracker.Of(parameters), Kata.Of(parameters), QemuKvm.Of(parameters), XenPv.Of(parameters), VmwareEsx.Of(parameters),
        QemuTcg.Of(parameters),
    ];
    if (experiment.Quick)
        experiment.Note($"one platform of each family: {string.Join(", ", platforms)}");
    var kind = experiment.Scheduler(scheduler, host, platforms);
    var profiles = WorkProfiles.All(parameters);

    // (a) boots one after the other on an idle host
    var boots = experiment.Run("boot", platforms, (trial, platform) =>
        SerialBoots.Run(host, platform, experiment.Guest(platform, application), experiment.Quick ? 10 : 100, trial.Streams, kind))
        .ByCell();

    // (b) guests under load until memory, a kernel object or the response time gives; once in a small run
    var densities = experiment.Run("density", platforms, (trial, platform) =>
        new DensityProbe
        {
            Host = host, Scheduler = kind, Platform = platform, Spec = experiment.Guest(platform, application), Application = application,
            Rates = load.Rates(new RandomStreams(trial.Seed, trial.Run)["machines"]), Period = load.Period,
            WarmUp = experiment.Quick ? 0.25.Seconds : 5.Seconds, MostResponses = experiment.Quick ? 1_000 : 40_000,
            Goal = experiment.Value(goal).Milliseconds,
        }.Search(() => new RandomStreams(trial.Seed, trial.Run), trial.Progress, trial.Cancellation), experiment.Quick ? 1 : null).ByCell();

    // (c) the same work on the platform and on the bare machine
    var unable = (from platform in platforms from profile in profiles
        let reason = Feasibility.Of(GuestNeeds.Of(profile), new HostOffers { Cpu = host.Cpu }, platform).Reason
        where reason is not null select (Job: new Job(platform, profile), Reason: reason)).ToList();
    foreach (var cells in unable.GroupBy(u => (u.Job.Profile, u.Reason)))
        experiment.Note($"no {cells.Key.Profile.Name} work on {string.Join(", ", cells.Select(c => c.Job.Platform))}: {cells.Key.Reason}");
    var overheads = experiment.Run("overhead",
        (from platform in platforms from profile in profiles select new Job(platform, profile)).Except(unable.Select(u => u.Job)),
        (trial, job) => Overhead.Measure(host, job.Platform, BareMetal.Of(parameters),
            experiment.Guest(job.Platform, application), job.Profile, experiment.Quick ? 20 : 400,
            () => new RandomStreams(trial.Seed, trial.Run), kind)).ByCell();

    Estimate Lost(Platform platform, WorkProfile profile) =>
        overheads.SingleOrDefault(o => o.Cell == new Job(platform, profile))?.Estimate(o => o.CpuPercent)
        ?? Estimate.Exact(double.NaN);

    var rows = platforms.Select((platform, i) => new Row(
        platform.Name, platform.Family,
        boots[i].Pool(b => b).P50, boots[i].Pool(b => b).P99, boots[i].Estimate(b => b.Average()),
        densities[i].Estimate(d => d.Guests), MostCommon(densities[i].Outcomes.Select(d => d.BoundBy)),
        densities[i].Estimate(d => d.MemoryPerGuestMib), densities[i].Estimate(d => d.P99Ms), densities[i].Estimate(d => 100 * d.CpuShare),
        Lost(platform, profiles[0]), Lost(platform, profiles[1]), Lost(platform, profiles[2]),
        overheads.Single(o => o.Cell == new Job(platform, profiles[2])).Estimate(o => o.ElapsedPercent))).ToList();

    experiment.Csv(rows);
    experiment.Table(rows.Select(r => new
    {
        r.Platform, r.BootP50Ms, r.BootP99Ms, Guests = r.DensityGuests, BoundBy = r.DensityLimit, MibPerGuest = r.MemoryPerGuestMib,
        CpuPct = r.OverheadCpuPct, SyscallPct = r.OverheadSyscallPct, IoPct = r.OverheadIoPct,
    }));
    if (rows.Any(r => double.IsNaN(r.BootP99Ms) || double.IsNaN(r.DensityP99Ms.Mean)))
        experiment.Note("no p99 of fewer than 100 boots or responses");

    experiment.Plot("density", Figure.Dots(
        $"Guests that fit on one host ({host.Cores} cores, {host.Memory}; {load.Name}), and what bounds them", "Guests on one host",
        rows.Select(r => new Dot(r.Platform, "", r.DensityGuests, $"{r.DensityGuests.Mean:#,0}, {r.DensityLimit}"))));
    experiment.Plot("boot", Figure.Dots(
        $"Start to the first instruction of the guest's own program, idle host " +
            $"(median{(experiment.Quick ? "" : ", 1st to 99th percentile")})",
        new Axis("Boot time (ms)", Log: true),
        platforms.Select((p, i) => boots[i].Pool(b => b) is var q
            ? new Dot(p.Name, "", new Estimate(q.P50, q[0.01], q.P99, q.Count), $"{q.P50:#,0.#} ms") : null!)));
    const double Visible = 0.05;
    experiment.Plot("overhead", Figure.Dots(
        $"Host CPU time beyond a bare-metal process, for the same work (no dot: below {Visible} %" +
            (unable.Count > 0 ? ", or it cannot run)" : ")"),
        new Axis("CPU overhead (%)", Log: true),
        from o in overheads
        let lost = Lost(o.Cell.Platform, o.Cell.Profile)
        where lost.Mean >= Visible
        select new Dot(o.Cell.Platform.Name, o.Cell.Profile.Name, lost), platforms.Select(p => p.Name)));

    Load Constant()
    {
        var perSecond = experiment.Value(rate);
        var constant = RateCurve.Constant(perSecond);
        return new($"{perSecond:0.#} requests/s each", _ => _ => constant, null);
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

/// <summary>A line of the result.</summary>
record Row(
    string Platform, string Family, double BootP50Ms, double BootP99Ms, Estimate BootMeanMs,
    Estimate DensityGuests, string DensityLimit, Estimate MemoryPerGuestMib, Estimate DensityP99Ms, Estimate DensityCpuUsedPct,
    Estimate OverheadCpuPct, Estimate OverheadSyscallPct, Estimate OverheadIoPct, Estimate OverheadIoElapsedPct);
