using ScottPlot;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// A figure in the house style: white ground, colours that colour-blind readers can tell apart, each series with its own
/// marker and line pattern, the legend below the data, and always the same font whatever the machine has. Readable in print. A value that
/// is not known (NaN: a p99 of too few values, say) is left out; its category stays.
/// </summary>
public sealed class Figure
{
    private const int WidthPixels = 1600;
    private const int HeightPixels = 1000;
    private readonly Func<Plot> make;
    private readonly int height;

    private Figure(Func<Plot> make, int height = HeightPixels) => (this.make, this.height) = (make, height);

    /// <summary>A table of coloured fields with text in them. Rows and columns stand in the order of their first field.</summary>
    /// <exception cref="ArgumentException">There is no field.</exception>
    public static Figure Matrix(string title, IEnumerable<MatrixCell> cells)
    {
        var list = NotEmpty(cells, title);
        return new(() => MatrixFigure.Draw(title, list), Math.Max(HeightPixels, 250 + 52 * list.Select(c => c.Row).Distinct().Count()));
    }

    /// <summary>A bar a category, with its number above and, where given, a note such as the limit that bounds it.</summary>
    /// <exception cref="ArgumentException">There is no bar, or a value that the axis cannot show.</exception>
    public static Figure Bars(string title, Axis y, IEnumerable<Bar> bars)
    {
        var list = bars.ToList();
        Check(title, y, NotEmpty(list.Select(b => b.Value).Where(value => !double.IsNaN(value)), title));
        return new(() => BarFigure.Draw(title, y, list));
    }

    /// <summary>Groups of bars, one a series, with intervals. Groups and series stand in the order of their first bar.</summary>
    /// <param name="title">The title.</param>
    /// <param name="y">The axis of the values.</param>
    /// <param name="bars">The bars.</param>
    /// <param name="colors">
    /// The series that colours are given to in order, also those without a bar here: so that a series has the same colour in every figure
    /// of a script.
    /// </param>
    /// <exception cref="ArgumentException">There is no bar, or a value that the axis cannot show.</exception>
    public static Figure GroupedBars(string title, Axis y, IEnumerable<GroupedBar> bars, IEnumerable<string>? colors = null)
    {
        var all = bars.ToList();
        var list = NotEmpty(all.Where(b => !double.IsNaN(b.Value.Mean)), title);
        Check(title, y, list.Select(b => b.Value.Mean));
        return new(() => GroupedBarFigure.Draw(title, y, list, [.. colors ?? [], .. all.Select(b => b.Series)]));
    }

    /// <summary>For each series the share of values (in %) that do not exceed x.</summary>
    /// <exception cref="ArgumentException">There is no series, an empty one, or a value that the axis cannot show.</exception>
    public static Figure Cdf(string title, Axis x, IEnumerable<Series> series)
    {
        var list = NotEmpty(series, title).ConvertAll(one => one with { Values = [.. one.Values.Where(v => !double.IsNaN(v))] });
        foreach (var one in list)
            Check(title, x, NotEmpty(one.Values, $"{title}: {one.Name}"));
        return new(() => CdfFigure.Draw(title, x, list));
    }

    /// <summary>Lines through points with intervals.</summary>
    /// <exception cref="ArgumentException">There is no line, an empty one, or a value that an axis cannot show.</exception>
    public static Figure Lines(string title, Axis x, Axis y, IEnumerable<Line> lines)
    {
        var list = NotEmpty(lines, title);
        foreach (var line in list)
        {
            Check(title, x, NotEmpty(line.Points, $"{title}: {line.Name}").Select(p => p.X));
            Check(title, y, line.Points.Select(p => p.Y.Mean).Where(mean => !double.IsNaN(mean)));
        }
        NotEmpty(list.SelectMany(line => line.Points).Where(p => !double.IsNaN(p.Y.Mean)), title);
        return new(() => LineFigure.Draw(title, x, y, list));
    }

    /// <summary>Rows of dots with intervals, the first row on top: for many categories, with one or a few values each.</summary>
    /// <param name="title">The title.</param>
    /// <param name="x">The axis of the values.</param>
    /// <param name="dots">The dots.</param>
    /// <param name="rows">The rows in order, also those without a dot; left out, in the order of their first dot.</param>
    /// <exception cref="ArgumentException">There is no dot, or a value that the axis cannot show.</exception>
    public static Figure Dots(string title, Axis x, IEnumerable<Dot> dots, IEnumerable<string>? rows = null)
    {
        var all = dots.ToList();
        var list = NotEmpty(all.Where(d => !double.IsNaN(d.Value.Mean)), title);
        Check(title, x, list.Select(d => d.Value.Mean));
        return new(() => DotFigure.Draw(title, x, list, [.. rows ?? [], .. all.Select(d => d.Row)]));
    }

    /// <summary>Who had what when: a row for each place, such as a CPU, and a coloured stretch for each time it had it.</summary>
    /// <param name="title">The title.</param>
    /// <param name="x">The axis of time.</param>
    /// <param name="stretches">The stretches.</param>
    /// <param name="colors">The series that colours are given to in order; others follow in the order of their first stretch.</param>
    /// <param name="rows">The rows from the top, also those without a stretch; others follow in the order of their first stretch.</param>
    /// <exception cref="ArgumentException">There is no stretch, one that ends before it begins, or a value that the axis cannot
    /// show.</exception>
    public static Figure Gantt(string title, Axis x, IEnumerable<Stretch> stretches, IEnumerable<string>? colors = null,
        IEnumerable<string>? rows = null)
    {
        var list = NotEmpty(stretches, title);
        Check(title, x, list.SelectMany(s => new[] { s.Start, s.End }));
        if (list.Find(s => s.End < s.Start) is { } turned)
            throw new ArgumentException(
                $"figure '{title}': a stretch of '{turned.Series}' begins at {turned.Start} and ends at {turned.End}");
        return new(() => GanttFigure.Draw(title, x, list, [.. colors ?? []], [.. rows ?? []]));
    }

    internal void Png(Stream stream)
    {
        using var plot = make();
        stream.Write(plot.GetImageBytes(WidthPixels, height, ImageFormat.Png));
    }

    internal void Svg(Stream stream)
    {
        using var plot = make();
        stream.Write(System.Text.Encoding.UTF8.GetBytes(SvgText.Of(plot, WidthPixels, height)));
    }

    private static List<T> NotEmpty<T>(IEnumerable<T> items, string where)
    {
        var list = items.ToList();
        return list.Count > 0 ? list : throw new ArgumentException($"figure '{where}' has nothing to show");
    }

    private static void Check(string title, Axis axis, IEnumerable<double> values)
    {
        foreach (var value in values)
            if (!double.IsFinite(value) || (axis.Log && value <= 0))
                throw new ArgumentException(
                    $"figure '{title}': the {(axis.Log ? "logarithmic " : "")}axis '{axis.Label}' cannot show {value}");
    }
}
