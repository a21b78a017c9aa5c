using CloudSim.Net.Experiments.Figures.Drawing;
using CloudSim.Net.Experiments.Statistics;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws empirical distribution functions as steps. Values beyond the axis stand at its edge with their number.</summary>
internal static class CdfFigure
{
    private const int MostSteps = 1000;
    private static readonly double[] Marked = [0.1, 0.3, 0.5, 0.7, 0.9];

    public static Page Draw(Heading heading, Axis x, IReadOnlyList<Series> series, Looks looks)
    {
        var quantiles = series.Select(s => Quantiles.Of(s.Values)).ToList();
        var many = series.Count > LineFigure.MostInLegend;
        var chart = new Chart(heading)
        {
            X = new(x, series.SelectMany(s => s.Values), room: 0.03),
            Y = new(new Axis("Share of values at or below (%)", Min: 0, Max: 100), []),
            Legend = many ? [] : [.. series.Select(s => new LegendEntry(s.Name, looks.Of(s.Name), Symbol.Line))],
        };
        var below = new CdfEdge(chart.X, series, -1);
        var above = new CdfEdge(chart.X, series, 1);
        chart.Inset = (below.Width, 0, above.Width, 0);
        chart.Height = MathF.Max(chart.Height, MathF.Max(below.Height, above.Height));
        var labels = new TopLabels(chart, many ? [.. series.Select(s => s.Name)] : [], i => chart.X.Share(quantiles[i].Max));
        chart.Across().Down();
        labels.Draw(i => looks.Of(series[i].Name));
        for (var i = 0; i < series.Count; i++)
        {
            var look = looks.Of(series[i].Name);
            var later = series.Skip(i + 1).Count(s => Same(s, series[i]));
            chart.Page.Strokes.Add(new(Steps(chart, quantiles[i]), look.Color, LineFigure.LineWidth + 1.5f * later, look.Pattern));
            foreach (var rank in Marked.Where(p => chart.X.Beyond(quantiles[i].AtRank(p)) == 0))
                chart.Page.Marks.Add(new(new(chart.PlaceX(quantiles[i].AtRank(rank)), chart.PlaceY(100 * rank)), look,
                    quantiles[i].AtRank(rank)));
        }
        below.Draw(chart, i => looks.Of(series[i].Name));
        above.Draw(chart, i => looks.Of(series[i].Name));
        return chart.Page;
    }

    private static bool Same(Series a, Series b) => a.Values.Order().SequenceEqual(b.Values.Order());

    /// <summary>The corners of the step function; of a long list only so many as the eye can tell apart.</summary>
    private static List<SKPoint> Steps(Chart chart, Quantiles quantiles)
    {
        var points = new List<SKPoint>();
        var (steps, share) = (Math.Min(quantiles.Count, MostSteps), 0.0);
        for (var i = 1; i <= steps; i++)
        {
            var value = quantiles.Sorted[(int)((long)i * quantiles.Count / steps) - 1];
            var next = 100.0 * i / steps;
            if (chart.X!.Beyond(value) <= 0)
                points.AddRange([new(chart.PlaceX(value), chart.PlaceY(share)), new(chart.PlaceX(value), chart.PlaceY(next))]);
            share = chart.X.Beyond(value) <= 0 ? next : share;
        }
        if (share < 100)
            points.AddRange([new(points.Count == 0 ? chart.Main.Left : points[^1].X, chart.PlaceY(share)),
                new(chart.Main.Right, chart.PlaceY(share))]);
        return points;
    }
}
