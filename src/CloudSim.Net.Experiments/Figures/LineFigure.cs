using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws lines through points with intervals. A value that is not known is a gap.</summary>
internal static class LineFigure
{
    public const float LineWidth = 1.9f;
    public const int MostInLegend = 8;
    private const int MostTicks = 10;

    public static Page Draw(Heading heading, Axis x, Axis y, IReadOnlyList<Line> lines, Looks looks)
    {
        var points = lines.SelectMany(line => line.Points).Where(p => !double.IsNaN(p.Y.Mean)).ToList();
        var xs = points.Select(p => p.X).Distinct().ToList();
        var names = lines.Count > MostInLegend ? lines.Select(l => l.Name).ToList() : [];
        var chart = new Chart(heading)
        {
            X = new(x, xs),
            Y = new(y, points.SelectMany(p => Whiskers.Shown(p.Y)), zero: true, room: 0.05),
            At = xs.Count <= MostTicks ? xs : [],
            Legend = names.Count > 0 ? [] : [.. lines.Select(l => new LegendEntry(l.Name, looks.Of(l.Name), Symbol.Line))],
        };
        var labels = new EndLabels(chart, names);
        var right = points.Where(p => chart.Y.Beyond(p.Y.Mean) != 0).Select(p => LineBand.Width(p.Y.Mean)).DefaultIfEmpty().Max();
        chart.Inset = (0, 0, right, 0);
        chart.Across();
        var (below, above) = (new LineBand(chart, lines, -1), new LineBand(chart, lines, 1));
        chart.Inset = (0, above.Height, right, below.Height);
        chart.Down();
        for (var i = 0; i < lines.Count; i++)
        {
            var look = looks.Of(lines[i].Name);
            var hidden = lines.Skip(i + 1).Count(o => Same(o, lines[i])); // under others that are the same: seen at both sides of them
            foreach (var run in Runs(chart.Y, lines[i].Points))
                chart.Page.Strokes.Add(new([.. run.Select(p => Place(chart, p))], look.Color, LineWidth + 1.5f * hidden, look.Pattern));
        }
        foreach (var line in lines)
            foreach (var point in line.Points.Where(p => !double.IsNaN(p.Y.Mean)))
            {
                Whiskers.Upright(chart, chart.PlaceX(point.X), point.Y);
                if (chart.Y.Beyond(point.Y.Mean) == 0)
                    chart.Page.Marks.Add(new(Place(chart, point), looks.Of(line.Name), point.Y.Mean));
            }
        below.Draw(i => looks.Of(lines[i].Name));
        above.Draw(i => looks.Of(lines[i].Name));
        labels.Draw([.. lines.Select((line, i) => line.Points.LastOrDefault(p => !double.IsNaN(p.Y.Mean)) is not { } last ? (SKPoint?)null
            : chart.Y.Beyond(last.Y.Mean) switch { 0 => Place(chart, last), < 0 => below.End(i), _ => above.End(i) })],
            i => looks.Of(lines[i].Name));
        return chart.Page;
    }

    private static SKPoint Place(Chart chart, LinePoint point) => new(chart.PlaceX(point.X), chart.PlaceY(point.Y.Mean));

    private static bool Same(Line a, Line b) => a.Points.Select(p => (p.X, p.Y.Mean)).SequenceEqual(b.Points.Select(p => (p.X, p.Y.Mean)));

    /// <summary>Pieces of a line without a gap; it is not drawn where two points beside each other lie beyond the axis.</summary>
    internal static IEnumerable<List<LinePoint>> Runs(Scale scale, IReadOnlyList<LinePoint> points)
    {
        var run = new List<LinePoint>();
        foreach (var point in points)
        {
            var beyond = run.Count > 0 && scale.Beyond(run[^1].Y.Mean) != 0 && scale.Beyond(point.Y.Mean) != 0;
            if (beyond || double.IsNaN(point.Y.Mean))
            {
                if (run.Count > 1)
                    yield return run;
                run = [];
            }
            if (!double.IsNaN(point.Y.Mean))
                run.Add(point);
        }
        if (run.Count > 1)
            yield return run;
    }
}
