#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How many guests does one host carry, and what stops the next one?
using CloudSim.Net.Datacenter.Memory;

var script = new Script("How many guests does one host carry, and what stops the next one?");
script.WithMachine().WithGuestMemory();
var scheduler = script.SchedulerOption(SchedulerKind.Fluid);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var (host, web) = (experiment.Machine, WebApplication.Of(parameters));
    var call = web.Request;
    Workload[] workloads =
    [
        new("idle", web with { Request = call.Times(0.02) }, Rate: 0.5, Goal: 1.0.Seconds),
        new("web", web, Rate: 6, Goal: 100.0.Milliseconds),
        new("batch", web with { Request = WorkProfiles.CpuBound(parameters).Times(400) with { Packets = call.Packets } }, Rate: 0.05,
            Goal: 4.0.Seconds),
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
    }, runs: 1);

    var rows = results.Select(r => new Row(
        r.Cell.Platform.Name, r.Cell.Platform.Family, r.Cell.Workload.Name, r.Cell.Policy.Name, r.Outcome.Guests, r.Outcome.BoundBy,
        r.Outcome.MemoryPerGuestMib, r.Outcome.P99Ms, r.Outcome.At.P99LowMs, r.Outcome.At.P99HighMs, 100 * r.Outcome.CpuShare,
        r.Outcome.At.SavedMib, r.Outcome.Fits, r.Outcome.At.IsDecided)).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    foreach (var workload in workloads)
        experiment.Plot(workload.Name,
            Figure.Dots(
                $"Guests on one host ({host.Cores} cores, {host.Memory}): {workload.Name}; what bounds them when memory is " +
                $"{policies[^1].Name}",
            new Axis("Guests (none at the left edge)", Log: true),
            from row in rows
            where row.Workload == workload.Name && !row.Memory.StartsWith("reserved, ")
            select new Dot(row.Platform, row.Memory, Estimate.Exact(Math.Max(0.5, row.Guests)), row.Memory == policies[^1].Name
                ? row.BoundBy : null)));
});

record Workload(string Name, WebApplication Application, double Rate, TimeSpan Goal);

record Policy(string Name, Overcommit Overcommit, bool Merge);

record Cell(Platform Platform, Workload Workload, Policy Policy);

record Row(
    string Platform, string Family, string Workload, string Memory, int Guests, string BoundBy, double MemoryPerGuestMib, double P99Ms,
    double P99LowMs, double P99HighMs, double CpuUsedPct, double MergedMib, int Fits, bool Decided);
