using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// Draws what was found against what was expected, on two equal logarithmic axes: the line on which both are one, and a band on each side
/// of it. The last series is drawn first, so that what matters most lies on top. A label for which there is no room is left out.
/// </summary>
internal static class AgreementFigure
{
    private const float MarkSize = 8, Apart = 9, Step = 4, Shift = 30, Narrowest = 90, Widest = 400;
    private const int MostSteps = 320, Shifts = 6;

    private static readonly Look[] Looks =
    [
        new(Palette.Blue, ScottPlot.MarkerShape.FilledCircle, 0), new(Palette.Vermillion, ScottPlot.MarkerShape.OpenCircle, 0),
        new(Palette.Ash, ScottPlot.MarkerShape.FilledSquare, 0), new(Palette.Grey, ScottPlot.MarkerShape.Eks, 0),
    ];

    public static int MostSeries => Looks.Length;

    public static Page Draw(Heading heading, Axis x, Axis y, double within, IReadOnlyList<AgreementPoint> points,
        IReadOnlyList<string> series)
    {
        var values = points.SelectMany(p => new[] { p.Expected, p.Found }).Where(v => v > 0 && double.IsFinite(v)).ToList();
        var scale = new Scale(x with { Log = true }, values);
        var (low, high) = (x.Min ?? scale.Least, x.Max ?? scale.Most);
        Axis Same(Axis axis) => axis with { Log = true, Min = low, Max = high };
        var chart = new Chart(heading)
        {
            X = new(Same(x), []), Y = new(Same(y), []), RightWidth = 110,
            Legend = [.. series.Select((name, i) => new LegendEntry(name, Looks[i], Symbol.Dot))],
        };
        chart.Across();
        chart.Height = chart.Main.Width;
        chart.Down();
        Line(1, 0, Palette.Ink);
        foreach (var factor in new[] { 1 + within, 1 / (1 + within) })
            Line(factor, 1, Palette.Leader);
        foreach (var i in Enumerable.Range(0, series.Count).Reverse())
            foreach (var point in points.Where(p => p.Series == series[i]))
                Mark(chart, point, Looks[i]);
        var band = chart.PlaceX(low * (1 + within)) - chart.Main.Left + 2;
        foreach (var point in points.Where(p => p.Label is not null).OrderBy(p => p.Found))
            Name(chart, point, band);
        return chart.Page;

        void Line(double factor, int pattern, ScottPlot.Color color)
        {
            var (from, to) = (Math.Max(low, low / factor), Math.Min(high, high / factor));
            chart.Page.Strokes.Add(new([new(chart.PlaceX(from), chart.PlaceY(from * factor)),
                new(chart.PlaceX(to), chart.PlaceY(to * factor))], color, 1.2f, pattern));
        }
    }

    private static SKPoint At(Chart chart, AgreementPoint point) => new(chart.PlaceX(point.Expected), chart.PlaceY(point.Found));

    private static void Mark(Chart chart, AgreementPoint point, Look look)
    {
        var side = chart.Y!.Beyond(point.Found);
        if (side == 0)
            chart.Page.Marks.Add(new(At(chart, point), look, point.Found, MarkSize));
        else
            Whiskers.Point(chart.Page, At(chart, point), new(0, -side), look.Color);
    }

    // Beside its mark on the side away from the line, or as near to that as there is room, then with a line to it.
    private static void Name(Chart chart, AgreementPoint point, float band)
    {
        var (at, below, main) = (At(chart, point), point.Found < point.Expected, chart.Main);
        var whole = chart.Y!.Beyond(point.Found) == 0 ? point.Label! : $"{point.Label}: {Numbers.Text(point.Found)}";
        var text = Words.Lines(whole, Chart.NumberSize, below ? Widest : Math.Clamp(at.X - Apart - main.Left - 6, Narrowest, Widest));
        var size = TextBox.Measure(text, Chart.NumberSize);
        var (width, height) = (size.Width, size.Height);
        var left = below ? MathF.Min(at.X + Apart, chart.Data.Right + chart.RightWidth - Page.Margin - width)
            : MathF.Max(at.X - Apart - width, main.Left + 6);
        for (var turn = 0; turn < MostSteps * Shifts; turn++)
        {
            var (step, shift) = (turn / Shifts, turn % Shifts);
            var middle = at.Y + Step * (step % 2 == 0 ? step / 2 : -(step + 1) / 2);
            var rect = SKRect.Create(left + shift * Shift, middle - height / 2, width, height);
            var end = turn == 0 ? at : new(Math.Clamp(at.X, rect.Left, rect.Right), middle < at.Y ? rect.Bottom + 2 : rect.Top - 2);
            if (!IsFree(rect) || chart.Page.Texts.Any(t => Crosses(at, end, t.Rect)))
                continue;
            if (turn > 0)
                chart.Page.Strokes.Add(new([at, end], Palette.Leader));
            chart.Page.Write(text, new(rect.Left, middle), 0, 0.5f, Chart.NumberSize, ground: true);
            return;
        }

        bool IsFree(SKRect rect) => rect.Top >= main.Top && rect.Bottom <= main.Bottom && rect.Right <= Page.Width - Page.Margin
            && (below ? rect.Top > main.Bottom - (rect.Left - main.Left) + band
                : rect.Bottom < main.Bottom - (rect.Right - main.Left) - band)
            && !chart.Page.Texts.Any(t => t.Rect.IntersectsWith(rect))
            && !chart.Page.Strokes.Any(s => s is { Pattern: 0, Points.Count: 2 } && s.Color == Palette.Leader
                && Crosses(s.Points[0], s.Points[1], rect))
            && !chart.Page.Marks.Any(m => SKRect.Inflate(rect, m.Size / 2, m.Size / 2).Contains(m.Center));
    }

    private static bool Crosses(SKPoint from, SKPoint to, SKRect rect) => Enumerable.Range(0, 65).Any(i =>
        rect.Contains(from.X + (to.X - from.X) * i / 64, from.Y + (to.Y - from.Y) * i / 64));
}
