using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>The legend below a figure, in as many rows as it needs.</summary>
internal static class ChartLegend
{
    private const float SymbolWidth = 34, Gap = 6, Apart = 18;

    /// <summary>Draws it and returns its lower edge.</summary>
    public static float Draw(Page page, IReadOnlyList<LegendEntry> items, float left, float top)
    {
        var named = items.Where(i => i.Name.Length > 0).ToList();
        if (named.Count == 0)
            return top;
        var (x, y, bottom) = (left, top + 12, top);
        foreach (var item in named)
        {
            var symbol = item.Symbol == Symbol.Dot ? 10 : SymbolWidth;
            var lines = Words.Lines(item.Name, Chart.NameSize, Page.Width - Page.Margin - left - symbol - Gap);
            var width = symbol + Gap + TextBox.Measure(lines, Chart.NameSize).Width;
            if (x > left && x + width > Page.Width - Page.Margin)
                (x, y) = (left, bottom + 5);
            var text = page.Write(lines, new(x + symbol + Gap, y), 0, 0, Chart.NameSize);
            DrawSymbol(page, item, new(x, y, x + symbol, y + Chart.NameSize * FigureFont.LineHeight));
            bottom = MathF.Max(bottom, text.Rect.Bottom);
            x += width + Apart;
        }
        return bottom;
    }

    private static void DrawSymbol(Page page, LegendEntry item, SKRect at)
    {
        if (item.Symbol == Symbol.Bar)
            page.Boxes.Add(new(SKRect.Inflate(at, 0, -1.5f), item.Look.Color, Palette.Ink));
        else
        {
            if (item.Symbol == Symbol.Line)
                page.Strokes.Add(new([new(at.Left, at.MidY), new(at.Right, at.MidY)], item.Look.Color, LineFigure.LineWidth,
                    item.Look.Pattern));
            if (item.HasMarker)
                page.Marks.Add(new(new(at.MidX, at.MidY), item.Look, double.NaN));
        }
    }
}
