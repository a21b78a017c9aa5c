#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How many guests does one host carry, and what stops the next one?
using CloudSim.Net.Datacenter.Memory;

var script = new Script("How many guests does one host carry, and what stops the next one?", runs: 5);
script.WithMachine().WithGuestMemory();
var scheduler = script.SchedulerOption(SchedulerKind.Fluid);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var (host, web) = (experiment.Machine, WebApplication.Of(parameters));
    var call = web.Request;
    Workload[] workloads =
    [
        new("idle", web with { Request = call.Times(0.02) }, Rate: 0.5, Goal: 1.0.Seconds, "requests of a fiftieth of the web work"),
        new("web", web, Rate: 6, Goal: 100.0.Milliseconds, "web requests"),
        new("batch", web with { Request = WorkProfiles.CpuBound(parameters).Times(400) with { Packets = call.Packets } }, Rate: 0.05,
            Goal: 4.0.Seconds, "CPU-bound jobs"),
    ];
    Policy[] policies =
    [
        new("reserved", Overcommit.Reserved, false), new("reserved, merged", Overcommit.Reserved, true),
        new("overcommitted", Overcommit.Touched, false), new("overcommitted, merged", Overcommit.Touched, true),
    ];
    var platforms = experiment.PlatformsWhere(p => p.Incompatibility(host.Cpu) is null);
    if (experiment.Quick)
    {
        // Among them something is bound by each of memory, a kernel object and the response time.
        platforms = [RuncContainer.Of(parameters), UnikernelOnSolo5.Of(parameters), Firecracker.Of(parameters)];
        policies = [policies[0], policies[2]];
        workloads = [workloads[1], workloads[2]];
    }
    var kind = experiment.Scheduler(scheduler, host, platforms);
    var cells = from platform in platforms from workload in workloads from policy in policies select new Cell(platform, workload, policy);
    var results = experiment.Run("density", cells, (trial, cell) =>
    {
        var load = RateCurve.Constant(cell.Workload.Rate);
        return new DensityProbe
        {
            Host = host, Platform = cell.Platform, Spec = experiment.Guest(cell.Platform, web), Application = cell.Workload.Application,
            Rates = _ => load, Goal = cell.Workload.Goal,
            Overcommit = cell.Policy.Overcommit, Merge = cell.Policy.Merge, Scheduler = kind,
            WarmUp = experiment.Quick ? 0.25.Seconds : 5.Seconds, MostResponses = experiment.Quick ? 1_000 : 40_000,
            // A walk of all memory within half a minute: a core's work, for memory's sake.
            Memory = new MemoryTunables(parameters) { PagesToScan = 20_000 },
        }.Search(() => new RandomStreams(trial.Seed, trial.Run), trial.Progress, trial.Cancellation);
    }, experiment.Quick ? 1 : null, o => new { o.Guests }).ByCell();

    var rows = (from r in results
                let plain = results.First(p => p.Cell.Platform == r.Cell.Platform && p.Cell.Workload == r.Cell.Workload
                    && p.Cell.Policy.Overcommit == r.Cell.Policy.Overcommit && !p.Cell.Policy.Merge)
                select new Row(
                    r.Cell.Platform.Name, r.Cell.Platform.Family, r.Cell.Workload.Name, r.Cell.Policy.Name, r.Estimate(o => o.Guests),
                    r.Difference(plain, o => o.Guests), MostCommon(r.Outcomes.Select(o => o.BoundBy)),
                    r.Estimate(o => o.MemoryPerGuestMib), r.Estimate(o => o.P99Ms), r.Estimate(o => 100 * o.CpuShare),
                    r.Estimate(o => o.At.SavedMib), r.Estimate(o => o.Fits),
                    100.0 * r.Outcomes.Count(o => o.At.IsDecided) / r.Outcomes.Count)).ToList();
    experiment.Csv(rows);
    experiment.Table(rows.Select(r => new
    {
        r.Platform, r.Workload, r.Memory, r.Guests, r.BoundBy, r.MemoryPerGuestMib, r.P99Ms, r.CpuUsedPct,
    }));
    var last = policies[^1].Name;
    foreach (var workload in workloads)
    {
        var shown = rows.Where(r => r.Workload == workload.Name).ToList();
        var at = shown.Where(r => r.Memory == last).ToList();
        var (most, least, limit) = (at.MaxBy(r => r.Guests.Mean)!, at.MinBy(r => r.Guests.Mean)!, MostCommon(at.Select(r => r.BoundBy)));
        var sizes = platforms.Select(p => experiment.Guest(p, web).ConfiguredMemory).Order().ToList();
        experiment.Plot(workload.Name, Figure.Dots(
            $"Guests that fit ({workload.Name}, {last}): " +
                (most.Guests.Mean == least.Guests.Mean ? $"{most.Guests.Mean:#,0} on every platform"
                    : $"{most.Platform} {most.Guests.Mean:#,0}, {least.Platform} {least.Guests.Mean:#,0}") +
                $"; {limit} stops the next one on {at.Count(r => r.BoundBy == limit)} of {at.Count} platforms",
            // values of one order of magnitude are told apart on a plain axis only
            shown.Max(r => r.Guests.Mean) > 20 * shown.Select(r => r.Guests.Mean).Where(m => m > 0).DefaultIfEmpty(1).Min()
                ? new Axis("Guests on one host", Log: true, LinearTo: 1) : new Axis("Guests on one host", Min: 0),
            from row in shown
            let note = row.Memory == last ? $"{row.Guests.Mean:#,0}, {row.BoundBy}" : null
            select new Dot(row.Platform, row.Memory, row.Guests, note),
            subtitle: Conditions.Of(host,
                $"guest: web application of {web.Memory.MiB:0} MiB in " +
                    (sizes[0] == sizes[^1] ? $"{sizes[0]}" : $"{sizes[0]} to {sizes[^1]}"),
                $"load: {workload.Rate:0.###} {workload.Work} per second to each",
                $"goal: p99 of the response within {workload.Goal.TotalMilliseconds:#,0} ms",
                $"at the right: {last}, and what stops the next one",
                Conditions.Runs(results[0].Outcomes.Count))));
    }

    static string MostCommon(IEnumerable<string> limits) => limits.GroupBy(l => l).OrderByDescending(g => g.Count()).First().Key;
});

record Workload(string Name, WebApplication Application, double Rate, TimeSpan Goal, string Work);

record Policy(string Name, Overcommit Overcommit, bool Merge);

record Cell(Platform Platform, Workload Workload, Policy Policy);

record Row(
    string Platform, string Family, string Workload, string Memory, Estimate Guests, Difference GuestsMoreByMerging, string BoundBy,
    Estimate MemoryPerGuestMib, Estimate P99Ms, Estimate CpuUsedPct, Estimate MergedMib, Estimate Fits, double DecidedPct);
