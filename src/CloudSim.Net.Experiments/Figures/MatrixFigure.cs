using ScottPlot;
using ScottPlot.TickGenerators;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws a table of coloured fields with text: rows and columns in the order of their first field.</summary>
internal static class MatrixFigure
{
    private static readonly (byte R, byte G, byte B) Good = (0x56, 0xB4, 0xE9), Bad = (0xE6, 0x9F, 0x00);

    public static Plot Draw(string title, IReadOnlyList<MatrixCell> cells)
    {
        var plot = FigureStyle.New(title);
        var rows = cells.Select(c => c.Row).Distinct().ToList();
        var columns = cells.Select(c => c.Column).Distinct().ToList();
        var letters = Math.Max(8, 105 / columns.Count);
        foreach (var cell in cells)
        {
            var (x, y) = (columns.IndexOf(cell.Column), -rows.IndexOf(cell.Row));
            var box = plot.Add.Rectangle(x - 0.5, x + 0.5, y - 0.5, y + 0.5);
            box.FillColor = Tint(cell.Shade);
            box.LineColor = Colors.White;
            box.LineWidth = 1.5f;
            var text = plot.Add.Text(FigureStyle.Wrap(cell.Text, letters), x, y);
            text.LabelFontName = FigureFont.Name;
            text.LabelFontSize = rows.Count * columns.Count > 100 ? 9.5f : 11;
            text.LabelFontColor = FigureStyle.Ink;
            text.LabelAlignment = Alignment.MiddleCenter;
            text.OffsetY = 3;
        }
        FigureStyle.Categories(plot, columns);
        plot.Axes.SetLimitsX(-0.5, columns.Count - 0.5);
        plot.Axes.Bottom.TickLabelStyle.FontSize = 11;
        Rows(plot, rows);
        plot.Axes.SetLimitsY(-(rows.Count - 0.5), 0.5);
        plot.Grid.YAxisStyle.IsVisible = false;
        return plot;
    }

    /// <summary>Names of rows along the y axis, the first on top, at 0, -1, -2 and so on.</summary>
    public static void Rows(Plot plot, IReadOnlyList<string> rows)
    {
        plot.Axes.Left.TickGenerator = new NumericManual([.. rows.Select((_, i) => -(double)i)], [.. rows]);
        plot.Axes.Left.TickLabelStyle.FontSize = rows.Count > 16 ? 11 : 13;
        plot.Axes.Left.MajorTickStyle.Color = Colors.Transparent;
    }

    private static Color Tint(double shade)
    {
        var (r, g, b) = shade < 0 ? Bad : Good;
        var depth = Math.Min(1, Math.Abs(shade));
        return new Color(Mix(r), Mix(g), Mix(b));

        byte Mix(byte full) => (byte)Math.Round(255 + (full - 255) * depth);
    }
}
