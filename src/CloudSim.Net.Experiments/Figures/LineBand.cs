using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// The points of lines beyond one end of the axis: a row a line, each point at its place across with an arrow and its number; points beside
/// each other with one value have one number.
/// </summary>
internal sealed class LineBand
{
    private const float Row = 14, Arrow = 9, Before = 7, After = 15;
    private readonly Chart chart;
    private readonly int side;
    private readonly List<(int Line, int Row, float[] Xs, double Value)> groups = [];
    private readonly int rows;

    public LineBand(Chart chart, IReadOnlyList<Line> lines, int side)
    {
        (this.chart, this.side) = (chart, side);
        for (var i = 0; i < lines.Count; i++)
        {
            var runs = Equal(lines[i].Points).ToList();
            var placed = Spread.Rows([.. runs.Select(r => Extent([.. r.Select(p => chart.PlaceX(p.X))], r[0].Y.Mean))]);
            groups.AddRange(runs.Select((r, k) => (i, rows + placed[k], r.Select(p => chart.PlaceX(p.X)).ToArray(), r[0].Y.Mean)));
            rows += placed.Length == 0 ? 0 : placed.Max() + 1;
        }
    }

    /// <summary>What a number needs at the right of its point.</summary>
    public static float Width(double value) => After + FigureFont.Width(Numbers.Text(value), Chart.NumberSize) + 3;

    /// <summary>Where a name at the right is joined with a line that ends here.</summary>
    public SKPoint End(int line) => new(chart.Data.Right, Y(groups.FindLast(g => g.Line == line).Row));

    public float Height => rows == 0 ? 0 : (rows + 0.6f) * Row;

    public void Draw(Func<int, Look> look)
    {
        if (rows == 0)
            return;
        var edge = side < 0 ? chart.Main.Bottom : chart.Main.Top;
        chart.Page.Strokes.Add(new([new(chart.Data.Left, edge), new(chart.Data.Right, edge)], Palette.Leader, 1, 4));
        foreach (var (line, row, xs, value) in groups)
        {
            var y = Y(row);
            foreach (var x in xs)
            {
                Whiskers.Point(chart.Page, new(x + Arrow, y - side * 2.5f), new(0, -side), look(line).Color);
                chart.Page.Marks.Add(new(new(x, y), look(line), value, Size: 7));
            }
            chart.Page.Write([Numbers.Text(value)], new(xs.Max() + After, y), 0, 0.5f, Chart.NumberSize, ground: true);
        }
    }

    private float Y(int row) => (side < 0 ? chart.Main.Bottom : chart.Main.Top) - side * (row + 0.8f) * Row;

    /// <summary>Points beside each other that are beyond this end and equal.</summary>
    private IEnumerable<List<LinePoint>> Equal(IReadOnlyList<LinePoint> points)
    {
        var run = new List<LinePoint>();
        foreach (var point in points.Where(p => !double.IsNaN(p.Y.Mean)))
        {
            var beyond = chart.Y!.Beyond(point.Y.Mean) == side;
            if (run.Count > 0 && (!beyond || run[^1].Y.Mean != point.Y.Mean))
            {
                yield return run;
                run = [];
            }
            if (beyond)
                run.Add(point);
        }
        if (run.Count > 0)
            yield return run;
    }

    private static (float, float) Extent(float[] xs, double value) => (xs.Min() - Before, xs.Max() + Width(value) + Before);
}
