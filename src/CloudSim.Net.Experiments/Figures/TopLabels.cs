using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// Names above the data, each at a thin line that comes up from the upper end of its curve. They stand to the right of their lines in
/// steps: those of the right ends lowest, so that no line runs through a name.
/// </summary>
internal sealed class TopLabels
{
    private const float Widest = 150, Symbol = 14, Gap = 3, Pitch = 2;
    private readonly Chart chart;
    private readonly IReadOnlyList<IReadOnlyList<string>> names;
    private readonly Func<int, double> end;
    private readonly float[] bases;

    /// <summary>Makes room in a chart that is not laid out yet.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="names">The names.</param>
    /// <param name="end">Where a curve ends on the axis across, from 0 to 1.</param>
    public TopLabels(Chart chart, IReadOnlyList<string> names, Func<int, double> end)
    {
        (this.chart, this.end) = (chart, end);
        this.names = [.. names.Select(n => Words.Lines(n, Chart.NameSize, Widest))];
        bases = new float[names.Count];
        if (names.Count == 0)
            return;
        var left = chart.Across().Main.Left;
        for (var i = 0; i < names.Count; i++)
            if (end(i) > 0)
                chart.RightWidth = MathF.Max(chart.RightWidth, (float)((left + end(i) * (Page.Width - left - chart.Inset.Right)
                    + Width(i) - Page.Width + Page.Margin) / end(i)));
        chart.Across();
        Stack();
        chart.TopHeight = Enumerable.Range(0, names.Count).Max(i => bases[i] + Height(i)) + 4;
    }

    public void Draw(Func<int, Look> look)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var (x, bottom) = (X(i), chart.Data.Top - bases[i]);
            chart.Page.Strokes.Add(new([new(x, chart.Data.Top), new(x, bottom - Height(i) / 2), new(x + Gap, bottom - Height(i) / 2)],
                Palette.Leader, 0.8f));
            chart.Page.Marks.Add(new(new(x + Gap + Symbol / 2, bottom - Height(i) / 2), look(i), double.NaN));
            chart.Page.Write(names[i], new(x + Gap + Symbol, bottom), 0, 1, Chart.NameSize);
        }
    }

    /// <summary>From right to left, each as low as it finds room, above the lines that come up under it.</summary>
    private void Stack()
    {
        var placed = new List<SKRect>();
        foreach (var i in Enumerable.Range(0, names.Count).OrderByDescending(X).ThenBy(i => i))
        {
            var rect = SKRect.Create(X(i), 6, Width(i), Height(i) + Pitch);
            while (placed.Where(p => p.IntersectsWith(rect)).Select(p => (float?)p.Bottom).Max() is { } above)
                rect.Offset(0, above - rect.Top + 0.1f);
            bases[i] = rect.Top;
            placed.Add(rect);
            placed.Add(new(X(i) - 1, 0, X(i) + 1, rect.MidY));
        }
    }

    private float X(int i) => chart.Main.Left + (float)end(i) * chart.Main.Width;

    private float Width(int i) => Gap + Symbol + TextBox.Measure(names[i], Chart.NameSize).Width + 2;

    private float Height(int i) => TextBox.Measure(names[i], Chart.NameSize).Height;
}
