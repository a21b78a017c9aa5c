using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws who had what when: a row for each place, the first one on top, and a coloured stretch for each time it had it.</summary>
internal static class GanttFigure
{
    private const float Share = 0.72f, Least = 0.8f, Outlined = 4;

    public static Page Draw(Heading heading, Axis x, IReadOnlyList<Stretch> stretches, IReadOnlyList<string> series,
        IReadOnlyList<string> rows, Looks looks)
    {
        looks.Add(series);
        var chart = new Chart(heading)
        {
            X = new(x, stretches.SelectMany(s => new[] { s.Start, s.End }), room: 0),
            Rows = rows,
            RowHeight = MathF.Max(24, 330f / rows.Count),
            Legend = [.. series.Where(name => stretches.Any(s => s.Series == name))
                .Select(n => new LegendEntry(n, looks.Of(n), Symbol.Bar))],
        }.Across().Down();
        foreach (var stretch in stretches)
        {
            var (left, right) = (chart.PlaceX(stretch.Start), chart.PlaceX(stretch.End));
            var top = chart.RowTop(rows.ToList().IndexOf(stretch.Row)) + chart.RowPitch * (1 - Share) / 2;
            var rect = new SKRect(left, top, MathF.Max(right, left + Least), top + chart.RowPitch * Share);
            chart.Page.Boxes.Add(new(rect, looks.Of(stretch.Series).Color, right - left > Outlined ? ScottPlot.Colors.White : null, 0.5f));
            chart.Page.Values.Add((rect, stretch.Start));
            Beyond(chart, stretch, rect);
        }
        return chart.Page;
    }

    /// <summary>A stretch that goes on beyond the axis ends in an arrow.</summary>
    private static void Beyond(Chart chart, Stretch stretch, SKRect rect)
    {
        if (chart.X!.Beyond(stretch.Start) < 0)
            Whiskers.Point(chart.Page, new(chart.Main.Left + 2, rect.MidY), new(-1, 0), Palette.Ink);
        if (chart.X.Beyond(stretch.End) > 0)
            Whiskers.Point(chart.Page, new(chart.Main.Right - 2, rect.MidY), new(1, 0), Palette.Ink);
    }
}
