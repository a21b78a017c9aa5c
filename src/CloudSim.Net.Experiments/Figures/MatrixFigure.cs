using CloudSim.Net.Experiments.Figures.Drawing;
using ScottPlot;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws a table of coloured fields with text in them; rows and columns in the order of their first field.</summary>
internal static class MatrixFigure
{
    private const float LeastHeight = 24, Padding = 5;
    private static readonly (byte R, byte G, byte B) Good = (0x56, 0xB4, 0xE9), Bad = (0xE6, 0x9F, 0x00);

    public static Page Draw(Heading heading, IReadOnlyList<MatrixCell> cells)
    {
        var rows = cells.Select(c => c.Row).Distinct().ToList();
        var columns = cells.Select(c => c.Column).Distinct().ToList();
        var chart = new Chart(heading) { Rows = rows, Columns = columns, RightWidth = Page.Margin }.Across();
        var width = chart.Main.Width / columns.Count - 2 * Padding;
        var size = new[] { 11, 10, 9f }.FirstOrDefault(s => cells.All(c => Words.Fit(c.Text, s, width)), 8);
        var height = cells.Max(c => TextBox.Measure(Words.Lines(c.Text, size, width), size).Height) + 2 * Padding;
        chart = new Chart(heading)
        {
            Rows = rows, Columns = columns, RightWidth = Page.Margin,
            RowHeight = MathF.Max(height, MathF.Max(LeastHeight, 250f / rows.Count)),
        }.Across().Down();
        foreach (var cell in cells)
        {
            var (column, top) = (columns.IndexOf(cell.Column), chart.RowTop(rows.IndexOf(cell.Row)));
            var rect = SKRect.Create(chart.Main.Left + column * (width + 2 * Padding), top, width + 2 * Padding, chart.RowPitch);
            chart.Page.Boxes.Add(new(rect, Tint(cell.Shade), Colors.White, 1.5f));
            chart.Page.Values.Add((rect, cell.Shade));
            if (Words.Lines(cell.Text, size, width) is { Count: > 0 } lines)
                chart.Page.Write(lines, new(rect.MidX, rect.MidY), 0.5f, 0.5f, size);
        }
        return chart.Page;
    }

    private static Color Tint(double shade)
    {
        var (r, g, b) = shade < 0 ? Bad : Good;
        var depth = double.IsNaN(shade) ? 0 : Math.Min(1, Math.Abs(shade));
        return new Color(Mix(r), Mix(g), Mix(b));

        byte Mix(byte full) => (byte)Math.Round(255 + (full - 255) * depth);
    }
}
