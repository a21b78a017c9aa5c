using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Names at the right of the data, each near the end of its line and joined with it by a thin line.</summary>
internal sealed class EndLabels
{
    private const float Widest = 165, Leader = 16, Symbol = 14, Gap = 3;
    private readonly Chart chart;
    private readonly IReadOnlyList<IReadOnlyList<string>> names;

    /// <summary>Makes room in a chart that is not laid out yet.</summary>
    public EndLabels(Chart chart, IReadOnlyList<string> names)
    {
        (this.chart, this.names) = (chart, [.. names.Select(n => Words.Lines(n, Chart.NameSize, Widest))]);
        if (names.Count == 0)
            return;
        chart.RightWidth = Leader + Symbol + this.names.Max(n => TextBox.Measure(n, Chart.NameSize).Width) + Page.Margin;
        chart.Height = MathF.Max(chart.Height, this.names.Sum(Length));
    }

    /// <param name="ends">The ends of the lines; null for one without a point.</param>
    /// <param name="look">How a line is drawn.</param>
    public void Draw(IReadOnlyList<SKPoint?> ends, Func<int, Look> look)
    {
        if (names.Count == 0)
            return;
        var x = chart.Data.Right;
        var begins = Spread.Apart([.. names.Select((n, i) => (ends[i]?.Y ?? chart.Data.Bottom, Length(n)))],
            chart.Data.Top, chart.Data.Bottom);
        for (var i = 0; i < names.Count; i++)
        {
            var middle = begins[i] + Length(names[i]) / 2;
            if (ends[i] is { } end)
                chart.Page.Strokes.Insert(0, new([end, new(x + Leader, middle)], Palette.Leader, 0.8f));
            chart.Page.Marks.Add(new(new(x + Leader + Symbol / 2, middle), look(i), double.NaN));
            chart.Page.Write(names[i], new(x + Leader + Symbol, middle), 0, 0.5f, Chart.NameSize);
        }
    }

    private static float Length(IReadOnlyList<string> name) => TextBox.Measure(name, Chart.NameSize).Height + Gap;
}
