#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Which published tables and figures does the simulation reproduce?
using System.Runtime.CompilerServices;
using CloudSim.Net.Experiments.Validation.Published;

const double Share = 0.9;

var script = new Script("Which published tables and figures does the simulation reproduce?");
var list = script.Option<string?>("--targets", "FILE",
    "list of targets (columns target,title,quantity,expected,unit,tolerance,kind,fact_ids,note); by default that of the project");
var only = script.Option<string?>("--only", "NAME", "one set only, for instance T06");

return script.Main(args, experiment =>
{
    // A small run leaves out what takes longest: serial boots on other machines, launches in flight of other monitors than Firecracker,
    // thousands of guests on one Xen host, most guests of many virtual CPUs, and queues (validate-queues.cs has them). It states no share
    // as its goal.
    var sets = TargetSets.Of(experiment.Parameters).ToDictionary(s => s.Name);
    var targets = Target.Read(experiment.Value(list) ?? Samples())
        .Where(t => sets.ContainsKey(t.Set) && (experiment.Value(only) is not { } name || t.Set == name))
        .Where(t => !experiment.Quick || t.Set switch
        {
            "T01H" or "T32" or "T33" => false,
            "T02" => t.Quantity.Contains("FC"),
            "T11" or "T12" or "T13" => false,
            "T14" => !t.Quantity.StartsWith("gain"),
            "T05" => t.Quantity.Split(' ')[0] is not ("xl" or "guests"),
            _ => true,
        })
        .ToDictionary(t => new Key(t.Set, t.Quantity));
    var rows = experiment.Run("targets", targets.Keys, (_, key) => sets[key.Target].Check(targets[key]), runs: 1)
        .Select(r => r.Outcome).ToList();

    experiment.Csv(rows.Select(r =>
        new { r.Target, r.Quantity, r.Unit, r.Expected, r.Simulated, r.ErrorPct, r.Tolerance, r.Kind, r.Pass, r.Source }));
    experiment.Table(from row in rows
                     group row by row.Target into set
                     select new
                     {
                         Target = set.Key, targets.Values.First(t => t.Set == set.Key).Title, Rows = set.Count(),
                         Passed = set.Count(r => r.Pass),
                         SharePct = Math.Round(100.0 * set.Count(r => r.Pass) / set.Count(), 1),
                         Predicted = $"{set.Count(r => r.IsPrediction && r.Pass)} of {set.Count(r => r.IsPrediction)}",
                         OrdersAndShapes = $"{set.Count(r => r.MustHold && r.Pass)} of {set.Count(r => r.MustHold)}",
                     });
    var passed = rows.Count(r => r.Pass);
    experiment.Note($"{rows.Count} rows, {passed} within their tolerance ({100.0 * passed / Math.Max(1, rows.Count):0.0} %)");
    var calibrated = rows.Where(r => !r.IsPrediction).ToList();
    var predicted = rows.Where(r => r.IsPrediction).ToList();
    experiment.Note(
        $"{calibrated.Count} of them are calibrated, a parameter was taken from the row or fitted to it; of the {predicted.Count} others " +
        $"{predicted.Count(r => r.Pass)} are within");
    foreach (var file in calibrated.GroupBy(r => r.CalibratedBy))
        experiment.Note($"calibrated by {file.Key}: {string.Join("; ", file.Select(r => r.Quantity))}");
    foreach (var miss in rows.Where(r => !r.Pass))
        experiment.Note(
            $"missed: {miss.Target}, {miss.Quantity}: expected {miss.Expected} {miss.Unit}, got {miss.Simulated}: {miss.Reason}");

    experiment.Plot("share",
        Figure.Bars($"{passed} of {rows.Count} published results ({100.0 * passed / Math.Max(1, rows.Count):0} %) are within their " +
            $"tolerance, {predicted.Count(r => r.Pass)} of {predicted.Count} of those that no parameter was taken from",
            new Axis("Rows within tolerance (%)", Min: 0, Max: 100),
        from row in rows
        group row by row.Target into set
        select new Bar(Label(set.Key), Math.Round(100.0 * set.Count(r => r.Pass) / set.Count()),
            $"{set.Count(r => r.Pass)} of {set.Count()}"),
            $"Each set is a published table or figure, simulated on its own machines; goal: {100 * Share:0} % of all rows"));
    string Label(string set) =>
        $"{set} {targets.Values.First(t => t.Set == set).Title.Split([":", ",", "/", " and ", " end points"], StringSplitOptions.None)[0]}";

    experiment.Goal("every order and every shape right", rows.All(r => r.Pass || !r.MustHold));
    if (experiment.Quick)
        return;
    experiment.Goal($"at least {100 * Share:0} % of the rows within their tolerance", passed >= Share * rows.Count);
    experiment.Goal($"at least {100 * Share:0} % of those that no parameter was taken from",
        predicted.Count(r => r.Pass) >= Share * predicted.Count);
});

static string Samples([CallerFilePath] string script = "") =>
    Path.Combine(Path.GetDirectoryName(script)!, "samples", "published", "targets.csv");

record Key(string Target, string Quantity);
