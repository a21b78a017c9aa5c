#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How close are the steps of a container's start, its file system and its network to a real Linux?
using System.Runtime.CompilerServices;
using CloudSim.Net.Calibration;
using CloudSim.Net.Experiments.Validation;
using CloudSim.Net.Experiments.Validation.Containers;

const double Shown = 8; // times too large or too small that the figure shows; others have an arrow

var script = new Script("How close are the steps of a container's start, its file system and its network to a real Linux?");
var reference = script.Option("--reference", "DIR", "folder with measurements (namespaces.csv, cgroups.csv, ...)",
    "experiments/samples/containers-linux-6.18");

return script.Main(args, experiment =>
{
    var points = MeasuredFiles.ReadFolder(experiment.Value(reference));
    // What the numbers were chosen with are the points of the project's own folder; a point that is not there was in nobody's view.
    var seen = new Provenance(MeasuredFiles.Facts(MeasuredFiles.ReadFolder(Seen())));
    var results = experiment.Run("predict", points.Where(p => !experiment.Quick || p.File is not ("start_path" or "namespaces")),
        (trial, point) => Of(experiment.Parameters, point, seen), runs: 1);
    var rows = results.Where(r => !double.IsNaN(r.Outcome.Model))
        .Select(r =>
            new Row(r.Cell.File, r.Cell.What, r.Cell.Parameters, r.Cell.Unit, r.Cell.Middle, r.Cell.Low, r.Cell.High, r.Outcome.Model,
            r.Outcome.Model / r.Cell.Middle, double.IsNaN(r.Cell.Low) ? "" : r.Outcome.Model >= r.Cell.Low && r.Outcome.Model <= r.Cell.High
                ? "yes" : "no", r.Outcome.Class, r.Cell.FactId, r.Outcome.Numbers)).ToList();

    experiment.Csv(rows);
    var leftOut = results.Where(r => double.IsNaN(r.Outcome.Model)).ToList();
    if (leftOut.Count > 0)
        experiment.Note($"{rows.Count} of {results.Count} points are predicted; {leftOut.Count} are left out as not modelled: " +
            string.Join(", ", leftOut.GroupBy(r => $"{r.Cell.File}/{r.Cell.Id}").Select(g => $"{g.Count()} {g.Key}")));
    static Summary Sum(string of, IReadOnlyList<Row> g) => new(of, g.Count, WithinPct(g), Quantiles.Of(g.Select(r => r.Ratio)).P50,
        100.0 * g.Count(r => r.Ratio is > 1 / 1.5 and < 1.5) / g.Count, 100.0 * g.Count(r => r.Ratio is > 0.5 and < 2) / g.Count);
    var summary = rows.GroupBy(r => r.File).Select(g => Sum(g.Key, [.. g]))
        .Concat(rows.GroupBy(r => r.Class).Select(g => Sum($"all {g.Key}", [.. g]))).ToList();
    experiment.Csv("summary", summary);
    experiment.Table(summary);
    foreach (var g in RowClass.All.Select(c => (Class: c, Rows: rows.Where(r => r.Class == c).ToList())).Where(g => g.Rows.Count > 0))
        experiment.Note($"{g.Class}: {g.Rows.Count(r => r.WithinSpread == "yes")} of {g.Rows.Count(r => r.WithinSpread != "")} points " +
            "with a spread are within it");
    static string Part(string file) => file switch
    {
        "copy_up" or "overlay_mount" or "pivot_root" => "file system",
        "cgroups" or "namespaces" or "process" => "processes, namespaces, cgroups",
        "network" or "veth_bridge" => "network",
        _ => "whole starts (kernel, runtime, engine)",
    };
    experiment.Plot("ratios", Figure.Cdf(
        $"{100.0 * rows.Count(r => r.Ratio is > 1 / 1.5 and < 1.5) / rows.Count:0} % of the model's times lie within a factor of 1.5 of " +
        $"the measured median, {100.0 * rows.Count(r => r.Ratio is > 0.5 and < 2) / rows.Count:0} % within a factor of 2",
        new Axis("Model / measured median", Log: true, Min: 1 / Shown, Max: Shown),
        rows.GroupBy(r => Part(r.File)).Select(g => new Series(g.Key, [.. g.Select(r => r.Ratio).Order()])),
        $"{rows.Count} points measured on a real Linux: steps of a container's start, its file system and its network"));
    experiment.Goal("three quarters of the points with a spread lie within it (fastest sample to 95th percentile)",
        rows.Count(r => r.WithinSpread == "yes") >= 0.75 * rows.Count(r => r.WithinSpread != ""));
});

static double WithinPct(IReadOnlyList<Row> rows) => rows.Any(r => r.WithinSpread != "")
    ? 100.0 * rows.Count(r => r.WithinSpread == "yes") / rows.Count(r => r.WithinSpread != "") : double.NaN;

static Value Of(Parameters parameters, MeasuredPoint point, Provenance seen)
{
    var (model, read) = Predictor.Traced(parameters, point);
    var meeting = seen.Meeting([point.FactId], read);
    return new(model ?? double.NaN, meeting.Count > 0 ? RowClass.Calibrated : RowClass.Predicted, Provenance.Names(meeting));
}

static string Seen([CallerFilePath] string script = "") =>
    Path.Combine(Path.GetDirectoryName(script)!, "samples", "containers-linux-6.18");

record Value(double Model, string Class, string Numbers);

record Row(string File, string What, string Parameters, string Unit, double Measured, double MeasuredMin, double MeasuredP95, double Model,
    double Ratio, string WithinSpread, string Class, string Facts, string Numbers);

record Summary(string Of, int Points, double WithinSpreadPct, double RatioP50, double WithinHalfPct, double WithinTwofoldPct);
