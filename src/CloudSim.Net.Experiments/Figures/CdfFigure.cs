using CloudSim.Net.Experiments.Statistics;
using ScottPlot;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws empirical distribution functions as steps.</summary>
internal static class CdfFigure
{
    private const int MostSteps = 1000;
    private static readonly double[] Marked = [0.1, 0.3, 0.5, 0.7, 0.9];

    public static Plot Draw(string title, Axis x, IReadOnlyList<Series> series)
    {
        var plot = FigureStyle.New(title);
        var scale = new Scale(x);
        var ends = new List<double>();
        for (var i = 0; i < series.Count; i++)
        {
            var quantiles = Quantiles.Of(series[i].Values);
            var (xs, shares) = Steps(quantiles, scale);
            var line = plot.Add.ScatterLine(xs, shares, Palette.Color(i));
            line.LineWidth = FigureStyle.LineWidth;
            line.LinePattern = Palette.Pattern(i);
            var marks = plot.Add.ScatterPoints(Marked.Select(p => scale.Place(quantiles.AtRank(p))).ToArray(),
                Marked.Select(p => 100 * p).ToArray(), Palette.Color(i));
            marks.MarkerStyle = FigureStyle.Marker(i);
            ends.AddRange([xs[0], xs[^1]]);
        }
        scale.Apply(plot.Axes.Bottom, ends, 0.04, 0.04);
        new Scale(new Axis("Share of values at or below (%)", Min: 0, Max: 101)).Apply(plot.Axes.Left, [0, 100], 0, 0);
        FigureStyle.Legend(plot, series.Select((s, i) => FigureStyle.LineItem(s.Name, i)));
        return plot;
    }

    /// <summary>The corners of the step function; of a long list only so many as the eye can tell apart.</summary>
    private static (double[] X, double[] Share) Steps(Quantiles quantiles, Scale scale)
    {
        var (xs, shares) = (new List<double> { scale.Place(quantiles.Min) }, new List<double> { 0 });
        var steps = Math.Min(quantiles.Count, MostSteps);
        for (var i = 1; i <= steps; i++)
        {
            var x = scale.Place(quantiles.Sorted[(int)((long)i * quantiles.Count / steps) - 1]);
            xs.AddRange([x, x]);
            shares.AddRange([shares[^1], 100.0 * i / steps]);
        }
        return ([.. xs], [.. shares]);
    }
}
