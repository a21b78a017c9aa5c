using System.Runtime.CompilerServices;
using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Experiments.Text;

namespace CloudSim.Net.Experiments;

/// <summary>The short form of a script: a grid, a trial, and what to save. Nothing runs before <see cref="Done"/>.</summary>
public sealed class Sweep<TCell, TOutcome>
{
    private readonly Script script;
    private readonly string[] args;
    private readonly Func<Experiment, IReadOnlyList<Result<TCell, TOutcome>>> run;
    private readonly List<Action<Experiment, IReadOnlyList<Result<TCell, TOutcome>>>> steps = [];

    internal Sweep(Script script, string[] args, Func<Experiment, IReadOnlyList<Result<TCell, TOutcome>>> run) =>
        (this.script, this.args, this.run) = (script, args, run);

    /// <summary>Prints and saves the results: the columns of the cell, the replication, and those of the outcome.</summary>
    public Sweep<TCell, TOutcome> SaveCsv() => Then((experiment, results) =>
    {
        var rows = results.Select(r => new Row(r.Cell, r.Run, r.Outcome)).ToList();
        experiment.Table(rows);
        experiment.Csv(rows);
    });

    /// <summary>
    /// Draws a line a series over the cells: the mean of y over the replications with its interval. Saved as
    /// <c>&lt;script&gt;-&lt;name&gt;.png</c> and <c>.svg</c>.
    /// </summary>
    /// <param name="x">Place on the x axis.</param>
    /// <param name="y">What is measured.</param>
    /// <param name="by">The series; its text is the legend. Left out: one line.</param>
    /// <param name="xAxis">Label with unit, and whether logarithmic. Left out: linear, with the name of what <paramref name="x"/>
    /// reads.</param>
    /// <param name="yAxis">Label with unit, and whether logarithmic. Left out: linear, with the name of what <paramref name="y"/>
    /// reads.</param>
    /// <param name="title">The finding. Left out: the script's question.</param>
    /// <param name="subtitle">Under which conditions. Left out: the script's question, where there is another title.</param>
    /// <param name="name">What tells the file from others of the script.</param>
    /// <param name="xText">Left out: the compiler gives the text of <paramref name="x"/>.</param>
    /// <param name="yText">Left out: the compiler gives the text of <paramref name="y"/>.</param>
    public Sweep<TCell, TOutcome> SavePlot(
        Func<Result<TCell, TOutcome>, double> x, Func<Result<TCell, TOutcome>, double> y, Func<Result<TCell, TOutcome>, object>? by = null,
        Axis? xAxis = null, Axis? yAxis = null, string? title = null, string? subtitle = null, string name = "plot",
        [CallerArgumentExpression(nameof(x))] string xText = "", [CallerArgumentExpression(nameof(y))] string yText = "") =>
        Then((experiment, results) => experiment.Plot(name, Figure.Lines(
            title ?? script.Question, xAxis ?? Formatting.AxisLabel(xText), yAxis ?? Formatting.AxisLabel(yText),
            from result in results
            group result by @by is null ? "" : Formatting.Name(@by(result)) into series
            select new Line(series.Key, [
                .. from result in series
                   group y(result) by x(result) into point
                   orderby point.Key
                   select new LinePoint(point.Key, Estimate.Of(point))]),
            subtitle ?? (title is null ? null : script.Question))));

    /// <summary>Anything else to do with the results: further tables, figures, parameters, goals.</summary>
    public Sweep<TCell, TOutcome> Then(Action<Experiment, IReadOnlyList<Result<TCell, TOutcome>>> step)
    {
        steps.Add(step);
        return this;
    }

    /// <summary>Runs the script.</summary>
    /// <returns>The exit code (see <see cref="ExitCode"/>).</returns>
    public int Done() => script.Main(args, experiment =>
    {
        var results = run(experiment);
        foreach (var step in steps)
            step(experiment, results);
    });

    private sealed record Row(TCell Cell, int Run, TOutcome Outcome);
}
