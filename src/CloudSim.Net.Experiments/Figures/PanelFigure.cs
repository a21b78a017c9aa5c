using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// Draws charts one above the other over one axis across: what happens at one time stands at one place. Lines of many
/// points have no markers; a value that is not known is a gap.
/// </summary>
internal static class PanelFigure
{
    private const int MostMarked = 16;
    private const float PanelHeight = 105, LineWidth = 1.4f;

    public static Page Draw(Heading heading, Axis x, IReadOnlyList<Panel> panels, Looks looks)
    {
        var xs = panels.SelectMany(p => p.Lines).SelectMany(l => l.Points).Select(p => p.X).Distinct().ToList();
        var names = panels.SelectMany(p => p.Lines).Select(l => l.Name).Distinct().ToList();
        var charts = panels.Select((panel, i) => i == panels.Count - 1 ? Plan(i == 0 ? heading : new("", null), x, panel, names)
            : Plan(i == 0 ? heading : new("", null), x with { Label = "" }, panel, [])).ToList();
        var left = charts.Max(chart => chart.Across().Data.Left);
        var page = new Page();
        foreach (var (panel, chart) in panels.Zip(charts))
        {
            chart.LeftWidth = left;
            chart.Across().Down();
            foreach (var line in panel.Lines)
                foreach (var run in LineFigure.Runs(chart.Y!, line.Points))
                    chart.Page.Strokes.Add(new([.. run.Select(p => new SKPoint(chart.PlaceX(p.X), chart.PlaceY(p.Y.Mean)))],
                        looks.Of(line.Name).Color, LineWidth, looks.Of(line.Name).Pattern));
            foreach (var line in panel.Lines.Where(HasMarkers))
                foreach (var point in line.Points.Where(p => !double.IsNaN(p.Y.Mean) && chart.Y!.Beyond(p.Y.Mean) == 0))
                    chart.Page.Marks.Add(new(new(chart.PlaceX(point.X), chart.PlaceY(point.Y.Mean)), looks.Of(line.Name), point.Y.Mean));
            page.Append(chart.Page);
        }
        return page;

        static bool HasMarkers(Line line) => line.Points.Count <= MostMarked;

        static IEnumerable<double> Known(Panel panel) =>
            panel.Lines.SelectMany(l => l.Points).Select(p => p.Y.Mean).Where(y => !double.IsNaN(y));

        Chart Plan(Heading head, Axis across, Panel panel, IEnumerable<string> legend) => new(head)
        {
            X = new(across, xs, room: 0),
            Y = new(panel.Y, Known(panel), zero: true, room: 0.05),
            Height = PanelHeight,
            Legend = [.. legend.Select(n => new LegendEntry(n, looks.Of(n), Symbol.Line,
                HasMarker: panels.SelectMany(p => p.Lines).Any(l => l.Name == n && HasMarkers(l))))],
        };
    }
}
