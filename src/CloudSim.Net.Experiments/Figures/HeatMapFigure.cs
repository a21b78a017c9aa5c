using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// Draws rows of fields whose colour is their value, and the scale of colours below. Colours go from light to dark alone, so that they are
/// told apart in grey and by colour-blind readers.
/// </summary>
internal static class HeatMapFigure
{
    private const int Shades = 40;
    private const float BarWidth = 340, BarHeight = 13, Overlap = 0.3f, Gap = 10;

    // From light to dark in steps of equal lightness: one hue of blue.
    private static readonly (byte R, byte G, byte B)[] Stops =
        [(0xF2, 0xF7, 0xFC), (0x9E, 0xCA, 0xE1), (0x2F, 0x7F, 0xBC), (0x08, 0x1D, 0x58)];

    public static Page Draw(Heading heading, Axis x, Axis y, Axis value, IReadOnlyList<HeatCell> cells)
    {
        var colors = new Scale(value, cells.Select(c => c.Value).Where(v => !double.IsNaN(v)), room: 0);
        var chart = new Chart(heading)
        {
            X = new(x, cells.SelectMany(c => new[] { c.Start, c.End }), room: 0),
            Y = new(y, cells.SelectMany(c => new double[] { c.Row, c.Row + 1 }), room: 0),
        }.Across().Down();
        foreach (var row in cells.Where(c => !double.IsNaN(c.Value)).GroupBy(c => c.Row).OrderBy(r => r.Key))
            Fields(chart, colors, [.. row.OrderBy(c => c.Start)]);
        Bar(chart.Page, chart.Data.Left, colors);
        return chart.Page;
    }

    // Neighbours of one shade are one box.
    private static void Fields(Chart chart, Scale colors, List<HeatCell> row)
    {
        for (int from = 0, to; from < row.Count; from = to)
        {
            var shade = Shade(colors, row[from]);
            for (to = from + 1; to < row.Count && row[to].Start <= row[to - 1].End && Shade(colors, row[to]) == shade; to++)
            {
            }

            var (top, bottom) = (chart.PlaceY(row[from].Row + 1), chart.PlaceY(row[from].Row));
            var rect = new SKRect(chart.PlaceX(row[from].Start), top, chart.PlaceX(row[to - 1].End), bottom + Overlap);
            chart.Page.Boxes.Add(new(rect, Color(shade)));
            for (var i = from; i < to; i++)
                chart.Page.Values.Add((new(chart.PlaceX(row[i].Start), top, chart.PlaceX(row[i].End), bottom), row[i].Value));
        }
    }

    private static void Bar(Page page, float left, Scale colors)
    {
        var top = page.Height - Page.Margin + Gap;
        for (var shade = 0; shade < Shades; shade++)
            page.Boxes.Add(new(SKRect.Create(left + shade * BarWidth / Shades, top, BarWidth / Shades + Overlap, BarHeight), Color(shade)));
        var labels = new List<TextBox>();
        foreach (var tick in Ticks.Of(colors, BarWidth, text => (FigureFont.Width(text, Chart.NumberSize) + 14,
            FigureFont.Width(text, Chart.NumberSize) + 6)).Where(tick => tick.Text.Length > 0))
        {
            var at = left + (float)tick.Share * BarWidth;
            page.Strokes.Add(new([new(at, top + BarHeight), new(at, top + BarHeight + 4)], Palette.Ink));
            labels.Add(page.Write([tick.Text], new(at, top + BarHeight + 5), 0.5f, 0, Chart.NumberSize));
        }

        page.TickLabels.Add(labels);
        var beside = left + BarWidth + 30;
        var text = page.Write(Words.Lines(colors.Label, Chart.LabelSize, Page.Width - Page.Margin - beside), new(beside, top), 0, 0,
            Chart.LabelSize);
        page.Height = MathF.Ceiling(MathF.Max(text.Rect.Bottom, labels.Select(l => l.Rect.Bottom).DefaultIfEmpty().Max()) + Page.Margin);
    }

    private static int Shade(Scale colors, HeatCell cell) => Math.Min(Shades - 1, (int)(colors.Share(cell.Value) * Shades));

    private static ScottPlot.Color Color(int shade)
    {
        var place = (double)shade / (Shades - 1) * (Stops.Length - 1);
        var (from, part) = (Math.Min((int)place, Stops.Length - 2), place - Math.Min((int)place, Stops.Length - 2));
        var (a, b) = (Stops[from], Stops[from + 1]);
        return new(Mix(a.R, b.R), Mix(a.G, b.G), Mix(a.B, b.B));

        byte Mix(byte one, byte other) => (byte)Math.Round(one + (other - one) * part);
    }
}
