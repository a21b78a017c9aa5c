using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// Bars with their numbers and intervals. They stand where names and numbers have room below and above them; else they lie, with the
/// names at the left.
/// </summary>
internal static class BarChart
{
    private const int MostLines = 3;
    private const float Share = 0.8f, Thick = 14, Gap = 8, LongestNote = 150, Arrow = 8;

    public static Page Draw(Heading heading, Axis axis, IReadOnlyList<string> names, IReadOnlyList<BarPlan> bars,
        IReadOnlyList<LegendEntry> legend)
    {
        var scale = new Scale(axis, bars.SelectMany(b => Whiskers.Shown(b.Value)).Where(v => !double.IsNaN(v)), zero: true, room: 0);
        var places = bars.Max(b => b.Place) + 1;
        return Upright(heading, scale, names, bars, places, legend) ?? Flat(heading, scale, names, bars, places, legend);
    }

    /// <summary>Null if there is no room.</summary>
    private static Page? Upright(Heading heading, Scale scale, IReadOnlyList<string> names, IReadOnlyList<BarPlan> bars, int places,
        IReadOnlyList<LegendEntry> legend)
    {
        var chart = new Chart(heading) { Y = scale, Columns = names, Legend = legend }.Across();
        var pitch = chart.Main.Width / names.Count;
        var (width, room) = (pitch * Share / places, pitch * (places == 1 ? 0.96f : Share / places));
        var size = new[] { Chart.NumberSize, 10, 9 }
            .FirstOrDefault(s => bars.All(b => Words.Fit(string.Join(' ', b.Label(room, s)), s, room)));
        bool Fits(string name) => Words.Fit(name, Chart.NameSize, pitch - 8)
            && Words.Lines(name, Chart.NameSize, pitch - 8).Count <= MostLines;
        if (size == 0 || !names.All(Fits))
            return null;
        float Most(bool hang) => bars.Where(b => b.Hangs == hang)
            .Select(b => TextBox.Measure(b.Label(room, size), size).Height + Arrow).DefaultIfEmpty().Max();
        chart.Inset = (0, Most(false), 0, Most(true));
        chart.Down();
        foreach (var bar in bars)
        {
            var x = chart.ColumnCenter(bar.Group) + (bar.Place - (places - 1) / 2f) * width;
            Parts(chart, bar, scale, v => chart.PlaceY(v),
                (from, to) => new(x - width * 0.46f, MathF.Min(from, to), x + width * 0.46f, MathF.Max(from, to)));
            Whiskers.Upright(chart, x, bar.Value, bar: true);
            Beyond(chart.Page, bar, scale, new(x, chart.PlaceY(bar.Value.Mean) + (bar.Hangs ? -2 : 2)), new(0, 1));
            var (low, high) = Whiskers.Ends(bar.Value);
            var end = chart.PlaceY(double.IsNaN(bar.Value.Mean) ? 0 : bar.Hangs ? Math.Min(low, 0) : Math.Max(high, 0));
            chart.Page.Write(bar.Label(room, size), new(x, bar.Hangs ? end + Arrow - 2 : end - Arrow + 4), 0.5f, bar.Hangs ? 0 : 1, size,
                ground: true);
        }
        return chart.Page;
    }

    private static Page Flat(Heading heading, Scale scale, IReadOnlyList<string> names, IReadOnlyList<BarPlan> bars, int places,
        IReadOnlyList<LegendEntry> legend)
    {
        IReadOnlyList<string> Label(BarPlan bar) =>
            Words.Lines(string.Join(", ", bar.Label(float.MaxValue, Chart.NumberSize)), Chart.NumberSize, LongestNote);
        var thick = MathF.Max(Thick, bars.Max(b => TextBox.Measure(Label(b), Chart.NumberSize).Height) + 1);
        var chart = new Chart(heading) { X = scale, Rows = names, RowHeight = places * thick + Gap, Legend = legend };
        float Most(bool hang) => bars.Where(b => b.Hangs == hang)
            .Select(b => TextBox.Measure(Label(b), Chart.NumberSize).Width + Arrow + 6).DefaultIfEmpty().Max();
        chart.Inset = (Most(true), 0, Most(false), 0);
        chart.Across().Down();
        foreach (var bar in bars)
        {
            var y = chart.RowTop(bar.Group) + chart.RowPitch / 2 + (bar.Place - (places - 1) / 2f) * thick;
            Parts(chart, bar, scale, v => chart.PlaceX(v),
                (from, to) => new(MathF.Min(from, to), y - 6.2f, MathF.Max(from, to), y + 6.2f));
            Whiskers.Flat(chart, y, bar.Value, bar: true);
            Beyond(chart.Page, bar, scale, new(chart.PlaceX(bar.Value.Mean) + (bar.Hangs ? 2 : -2), y), new(-1, 0));
            var (low, high) = Whiskers.Ends(bar.Value);
            var end = chart.PlaceX(double.IsNaN(bar.Value.Mean) ? 0 : bar.Hangs ? Math.Min(low, 0) : Math.Max(high, 0));
            chart.Page.Write(Label(bar), new(end + (bar.Hangs ? -Arrow : Arrow), y), bar.Hangs ? 1 : 0, 0.5f, Chart.NumberSize,
                ground: true);
        }
        return chart.Page;
    }

    private static void Parts(Chart chart, BarPlan bar, Scale scale, Func<double, float> place, Func<float, float, SKRect> rect)
    {
        if (double.IsNaN(bar.Value.Mean))
            return;
        var below = 0.0;
        foreach (var (value, look) in bar.Parts)
        {
            var part = rect(place(below), place(below + value));
            if (part.Width > 0 && part.Height > 0)
                chart.Page.Boxes.Add(new(part, look.Color, Palette.Ink, 0.8f));
            below += value;
        }
        var whole = rect(place(0), place(bar.Value.Mean));
        chart.Page.Values.Add((whole, bar.Value.Mean));
        if (scale.Beyond(bar.Value.Mean) == 0 && bar.Value.Mean == 0) // no height: a line on zero
            chart.Page.Strokes.Add(new([new(whole.Left, whole.Top), new(whole.Right, whole.Bottom)], bar.Parts[0].Look.Color, 2.5f));
    }

    /// <summary>A bar that goes on beyond the axis has an arrow in its end.</summary>
    private static void Beyond(Page page, BarPlan bar, Scale scale, SKPoint at, SKPoint down)
    {
        if (scale.Beyond(bar.Value.Mean) is var side and not 0)
            Whiskers.Point(page, at, new(-side * down.X, -side * down.Y), ScottPlot.Colors.White);
    }
}
