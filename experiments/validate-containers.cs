#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How close are the steps of a container's start, its file system and its network to a real Linux?
using CloudSim.Net.Experiments.Validation.Containers;

const double Shown = 8; // times too large or too small that the figure shows; others have an arrow

var script = new Script("How close are the steps of a container's start, its file system and its network to a real Linux?");
var reference = script.Option("--reference", "DIR", "folder with measurements (namespaces.csv, cgroups.csv, ...)",
    "experiments/samples/containers-linux-6.18");

return script.Main(args, experiment =>
{
    var points = MeasuredFiles.ReadFolder(experiment.Value(reference));
    var predictor = new Predictor(experiment.Parameters);
    var rows = experiment.Run("predict", points.Where(p => !experiment.Quick || p.File is not ("start_path" or "namespaces")),
        (trial, point) => new Value(predictor.Of(point) ?? double.NaN), runs: 1)
        .Where(r => !double.IsNaN(r.Outcome.Model))
        .Select(r =>
            new Row(r.Cell.File, r.Cell.What, r.Cell.Parameters, r.Cell.Unit, r.Cell.Middle, r.Cell.Low, r.Cell.High, r.Outcome.Model,
            r.Outcome.Model / r.Cell.Middle, double.IsNaN(r.Cell.Low) ? "" : r.Outcome.Model >= r.Cell.Low && r.Outcome.Model <= r.Cell.High
                ? "yes" : "no")).ToList();

    experiment.Csv(rows);
    var summary = rows.GroupBy(r => r.File).Select(g => new Summary(
        g.Key, g.Count(), g.Any(r => r.WithinSpread != "")
            ? 100.0 * g.Count(r => r.WithinSpread == "yes") / g.Count(r => r.WithinSpread != "") : double.NaN,
        Quantiles.Of(g.Select(r => r.Ratio)).P50,
        100.0 * g.Count(r => r.Ratio is > 1 / 1.5 and < 1.5) / g.Count(), 100.0 * g.Count(r => r.Ratio is > 0.5 and < 2) / g.Count()))
            .ToList();
    experiment.Csv("summary", summary);
    experiment.Table(summary);
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

record Value(double Model);

record Row(string File, string What, string Parameters, string Unit, double Measured, double MeasuredMin, double MeasuredP95, double Model,
    double Ratio, string WithinSpread);

record Summary(string File, int Points, double WithinSpreadPct, double RatioP50, double WithinHalfPct, double WithinTwofoldPct);
