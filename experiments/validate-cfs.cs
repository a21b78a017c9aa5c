#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How far are our CFS and our EEVDF from what a real Linux 6.1 and 6.12 did?
using System.Runtime.CompilerServices;
using CloudSim.Net.Experiments.Validation.Schedulers;

var script = new Script("How far are our CFS and our EEVDF from what a real Linux 6.1 and 6.12 did?");
var reference = script.Option<string?>("--reference", "DIR",
    "folder with the measurements s1_*.csv .. s12_*.csv; by default those of the project");
var scheduler = script.Option("--scheduler", "NAME", "which one: cfs (Linux 6.1) or eevdf (Linux 6.12)", Fair.Cfs);

return script.Main(args, experiment =>
{
    // A small run takes an arbitrary quarter of the scenarios, and states no goal.
    var isCfs = experiment.Value(scheduler) == Fair.Cfs;
    var kernel = isCfs ? ReferenceKernel.Cfs() : ReferenceKernel.Eevdf();
    experiment.Simulates(isCfs ? SchedulerKind.Cfs : SchedulerKind.Eevdf);
    var folder = experiment.Value(reference) ?? Samples(isCfs ? "cfs-linux-6.1" : "eevdf-linux-6.12");
    var scenarios = ReferenceFile.ReadFolder(folder).Where(s => !experiment.Quick || (s.Rep == 0 && s.Name.Length % 4 == 0))
        .ToDictionary(s => new Cell(s.Family, s.Name, s.Rep));
    var results = experiment.Run("scenarios", scenarios.Keys,
        (_, cell) => scenarios[cell].Compare(experiment.Parameters, kernel).ToList(), runs: 1);
    var all = results.SelectMany(r => r.Outcome).ToList();
    var summary = MetricSummary.Of(all);

    experiment.Csv(all.Select(c =>
        new Row(c.Family, c.Scenario, c.Entity, c.Metric, c.Expected, c.Simulated, c.Error, c.RelativeError, c.Pass, c.Rep)));
    experiment.Csv("summary", summary);
    experiment.Table(summary.Where(s => Shown(s.Metric)));
    experiment.Note($"{scenarios.Count} scenarios, {all.Count} numbers, {all.Count(c => c.Pass)} within their tolerance");
    if (experiment.Quick)
        return;
    var goals = isCfs ? Acceptance.Goals(all) : EevdfAcceptance.Goals(all);
    experiment.Csv("goals", goals);
    experiment.Table(goals);
    foreach (var goal in goals.Where(g => g.Stated))
        experiment.Goal($"{goal.Family} {goal.Metric}, {goal.Rows}: {goal.Goal} ({goal.Found})", goal.Met);
});

static string Samples(string name, [CallerFilePath] string script = "") => Path.Combine(Path.GetDirectoryName(script)!, "samples", name);

static bool Shown(string metric) =>
    metric is "share_of_one_cpu" or "slice_p50_us" or "nr_periods_count" or "nr_throttled_count" or "throttled_us"
    or "finish_us" or "latency_p50_us" or "latency_p99_us" or "migrations_count";

enum Fair { Cfs, Eevdf }

record Cell(string Family, string Scenario, int Rep);

record Row(
    string Family, string Scenario, string Entity, string Metric, double Expected, double Simulated, double Error, double RelativeError,
    bool Pass, int Rep);
