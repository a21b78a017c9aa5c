using ScottPlot;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws lines through points with intervals.</summary>
internal static class LineFigure
{
    public static Plot Draw(string title, Axis x, Axis y, IReadOnlyList<Line> lines)
    {
        var plot = FigureStyle.New(title);
        var (across, up) = (new Scale(x), new Scale(y));
        var (xs, ys) = (new List<double>(), new List<double>());
        for (var i = 0; i < lines.Count; i++)
        {
            var points = lines[i].Points.Where(p => !double.IsNaN(p.Y.Mean)).ToList();
            if (points.Count == 0)
                continue;
            foreach (var p in points)
            {
                var (mean, low, high) = (up.Place(p.Y.Mean), up.Place(p.Y.Ci95Low, p.Y.Mean), up.Place(p.Y.Ci95High, p.Y.Mean));
                GroupedBarFigure.Whisker(plot, across.Place(p.X), mean, low, high);
                xs.Add(across.Place(p.X));
                ys.AddRange([mean, low, high]);
            }
            var line = plot.Add.Scatter(points.Select(p => across.Place(p.X)).ToArray(), points.Select(p => up.Place(p.Y.Mean)).ToArray(),
                Palette.Color(i));
            line.LineWidth = FigureStyle.LineWidth;
            line.LinePattern = Palette.Pattern(i);
            line.MarkerStyle = FigureStyle.Marker(i);
        }
        var fromZero = !y.Log && y.Min is null && ys.Min() >= 0;
        across.Apply(plot.Axes.Bottom, xs, 0.04, 0.04);
        up.Apply(plot.Axes.Left, fromZero ? [0, .. ys] : ys, fromZero ? 0 : 0.06, 0.06);
        FigureStyle.Legend(plot, lines.Select((l, i) => FigureStyle.LineItem(l.Name, i)));
        return plot;
    }
}
