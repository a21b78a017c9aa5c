using ScottPlot;
using ScottPlot.TickGenerators;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws rows of dots with intervals: for more categories than bars have room for.</summary>
internal static class DotFigure
{
    public static Plot Draw(string title, Axis x, IReadOnlyList<Dot> dots, IReadOnlyList<string> rows)
    {
        var plot = FigureStyle.New(title);
        var scale = new Scale(x);
        var names = rows.Concat(dots.Select(d => d.Row)).Distinct().ToList();
        var series = dots.Select(d => d.Series).Distinct().ToList();
        var ends = new List<double>();
        foreach (var dot in dots)
        {
            var (number, row) = (series.IndexOf(dot.Series), -names.IndexOf(dot.Row));
            var (mean, low, high) = (scale.Place(dot.Value.Mean), scale.Place(dot.Value.Ci95Low, dot.Value.Mean),
                scale.Place(dot.Value.Ci95High, dot.Value.Mean));
            if (high > low)
                plot.Add.Plottable(new ScottPlot.Plottables.ErrorBar([mean], [row], null, null, null, null)
                {
                    XErrorNegative = [mean - low], XErrorPositive = [high - mean], CapSize = 5, LineColor = FigureStyle.Ink,
                    LineWidth = 1.5f,
                });
            plot.Add.ScatterPoints(new[] { mean }, new[] { (double)row }, Palette.Color(number)).MarkerStyle = FigureStyle.Marker(number);
            if (dot.Note is { } note)
                FigureStyle.Beside(plot, high, row, note);
            ends.AddRange([mean, low, high]);
        }
        var fromZero = !x.Log && x.Min is null && ends.Min() >= 0;
        scale.Apply(plot.Axes.Bottom, fromZero ? [0, .. ends] : ends, fromZero ? 0 : 0.04, dots.Any(d => d.Note is not null) ? 0.28 : 0.04);
        plot.Axes.Left.TickGenerator = new NumericManual([.. names.Select((_, i) => -(double)i)], [.. names]);
        plot.Axes.Left.MajorTickStyle.Color = Colors.Transparent;
        plot.Axes.SetLimitsY(-(names.Count - 1) - 0.6, 0.6);
        FigureStyle.Legend(plot, series.Select((s, i) => FigureStyle.DotItem(s, i)));
        return plot;
    }
}
