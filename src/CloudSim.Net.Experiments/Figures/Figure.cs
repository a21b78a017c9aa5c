using CloudSim.Net.Experiments.Figures.Drawing;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// A figure in the house style: white ground, always the same font whatever the machine has, readable in print. The title says what was
/// found, the subtitle under which conditions (host, guest, load, goal, runs). A platform has one colour and marker in all figures; other
/// series have theirs in all figures of a script. Up to eight series have a legend, more are named at their lines. Nothing covers a text.
/// A value that is not known (NaN: a p99 of too few values, say) is left out; its category stays, a line has a gap. A value that an axis
/// cannot show stands at its edge with an arrow and its number.
/// </summary>
public sealed class Figure
{
    private readonly Heading heading;
    private readonly Func<Looks, Page> draw;

    private Figure(Heading heading, FigureData data, Func<Looks, Page> draw) => (this.heading, Data, this.draw) = (heading, data, draw);

    /// <summary>What was found.</summary>
    public string Title => heading.Title;

    /// <summary>Under which conditions; null for none.</summary>
    public string? Subtitle => heading.Subtitle;

    internal FigureData Data { get; }

    /// <summary>A table of coloured fields with text in them. Rows and columns stand in the order of their first field.</summary>
    /// <exception cref="ArgumentException">There is no field.</exception>
    public static Figure Matrix(string title, IEnumerable<MatrixCell> cells, string? subtitle = null)
    {
        var (head, list) = (new Heading(title, subtitle), NotEmpty(cells, title));
        return new(head, FigureData.Of(list), _ => MatrixFigure.Draw(head, list));
    }

    /// <summary>
    /// A bar a category, with its number and, where given, a note such as the limit that bounds it. Bars lie where their names have no room
    /// below them.
    /// </summary>
    /// <exception cref="ArgumentException">There is no bar, or the axis is logarithmic or does not begin at zero.</exception>
    public static Figure Bars(string title, Axis y, IEnumerable<Bar> bars, string? subtitle = null)
    {
        var (head, list) = (new Heading(title, subtitle), bars.ToList());
        CheckBars(title, y);
        NotEmpty(list.Where(b => !double.IsNaN(b.Value.Mean)), title);
        return new(head, FigureData.Of(list), looks => BarFigure.Draw(head, y, list, looks));
    }

    /// <summary>Groups of bars, one a series, with intervals. Groups and series stand in the order of their first bar.</summary>
    /// <param name="title">The title.</param>
    /// <param name="y">The axis of the values.</param>
    /// <param name="bars">The bars.</param>
    /// <param name="colors">The series that colours are given to in order, also those without a bar here.</param>
    /// <param name="subtitle">The subtitle.</param>
    /// <exception cref="ArgumentException">There is no bar, or the axis is logarithmic or does not begin at zero.</exception>
    public static Figure GroupedBars(string title, Axis y, IEnumerable<GroupedBar> bars, IEnumerable<string>? colors = null,
        string? subtitle = null)
    {
        var (head, all, order) = (new Heading(title, subtitle), bars.ToList(), (colors ?? []).ToList());
        CheckBars(title, y);
        var list = NotEmpty(all.Where(b => !double.IsNaN(b.Value.Mean)), title);
        return new(head, FigureData.Of(list), looks =>
        {
            looks.Add(order);
            return GroupedBarFigure.Draw(head, y, list, [.. all.Select(b => b.Group).Distinct()], looks);
        });
    }

    /// <summary>For each series the share of values (in %) that do not exceed x.</summary>
    /// <exception cref="ArgumentException">There is no series, or one without a value that is known.</exception>
    public static Figure Cdf(string title, Axis x, IEnumerable<Series> series, string? subtitle = null)
    {
        var head = new Heading(title, subtitle);
        x.Check(title);
        var list = NotEmpty(series, title)
            .ConvertAll(s => s with { Values = NotEmpty(s.Values.Where(v => !double.IsNaN(v)), $"{title}: {s.Name}") });
        return new(head, FigureData.Of(list), looks => CdfFigure.Draw(head, x, list, looks));
    }

    /// <summary>Lines through points with intervals.</summary>
    /// <exception cref="ArgumentException">There is no line, an empty one, or a place that the axis across cannot show.</exception>
    public static Figure Lines(string title, Axis x, Axis y, IEnumerable<Line> lines, string? subtitle = null)
    {
        var (head, list) = (new Heading(title, subtitle), NotEmpty(lines, title));
        x.Check(title);
        y.Check(title);
        foreach (var point in list.SelectMany(line => NotEmpty(line.Points, $"{title}: {line.Name}")))
            if (!double.IsFinite(point.X) || (x.Log && x.LinearTo is null && point.X <= 0))
                throw x.Wrong(title, $"cannot show {point.X} (give the point another place or the axis another kind)");
        NotEmpty(list.SelectMany(line => line.Points).Where(p => !double.IsNaN(p.Y.Mean)), title);
        return new(head, FigureData.Of(list), looks => LineFigure.Draw(head, x, y, list, looks));
    }

    /// <summary>
    /// Charts one above the other over the same axis across, each with an axis of its own: several measures of one time. Lines have no
    /// intervals, and markers only where their points are few (16).
    /// </summary>
    /// <exception cref="ArgumentException">There is no panel, one without a line, an empty line, or a place that is not
    /// finite.</exception>
    public static Figure Panels(string title, Axis x, IEnumerable<Panel> panels, string? subtitle = null)
    {
        var (head, list) = (new Heading(title, subtitle), NotEmpty(panels, title));
        x.Check(title);
        foreach (var panel in list)
        {
            panel.Y.Check(title);
            var lines = NotEmpty(panel.Lines, $"{title}: {panel.Y.Label}");
            foreach (var point in lines.SelectMany(line => NotEmpty(line.Points, $"{title}: {line.Name}")))
                if (!double.IsFinite(point.X))
                    throw x.Wrong(title, $"cannot show {point.X} (give the point another place)");
        }
        return new(head, FigureData.Of(list.SelectMany(p => p.Lines.Select(l => l with { Name = $"{p.Y.Label}|{l.Name}" }))),
            looks => PanelFigure.Draw(head, x, list, looks));
    }

    /// <summary>
    /// Rows of dots with intervals, the first row on top: for many categories, with one or a few values each, and in place of bars on a
    /// logarithmic axis. Numbers are written as beside bars, unless dots have notes or are many.
    /// </summary>
    /// <param name="title">The title.</param>
    /// <param name="x">The axis of the values.</param>
    /// <param name="dots">The dots.</param>
    /// <param name="rows">The rows in order, also those without a dot; left out, in the order of their first dot.</param>
    /// <param name="subtitle">The subtitle.</param>
    /// <param name="bands">What the legend calls the thin lines (<see cref="Dot.Band"/>); needed where a dot has one.</param>
    /// <exception cref="ArgumentException">There is no dot.</exception>
    public static Figure Dots(string title, Axis x, IEnumerable<Dot> dots, IEnumerable<string>? rows = null, string? subtitle = null,
        string? bands = null)
    {
        var (head, all) = (new Heading(title, subtitle), dots.ToList());
        x.Check(title);
        if (bands is null && all.Exists(d => d.Band is not null))
            throw new ArgumentException($"figure '{title}': nothing says what the thin lines are (give bands a name)");
        NotEmpty(all.Where(d => !double.IsNaN(d.Value.Mean)), title);
        string[] names = [.. (rows ?? []).Concat(all.Select(d => d.Row)).Distinct()];
        return new(head, FigureData.Of(all), looks => DotFigure.Draw(head, x, all, names, looks, bands));
    }

    /// <summary>
    /// What was found against what was expected, on two equal logarithmic axes, with the line on which both are one and a band beside it.
    /// Points of the first series are filled, of the second hollow, of the third grey, of the fourth crosses. A value from zero down, which
    /// such an axis does not have, stands at its begin with an arrow and its number.
    /// </summary>
    /// <param name="title">The title.</param>
    /// <param name="expected">The axis across.</param>
    /// <param name="found">The axis up; as long as the other, whatever it says.</param>
    /// <param name="within">The half width of the band, a share: 0.25 for 25 %.</param>
    /// <param name="points">The points; each is expected to be above zero.</param>
    /// <param name="series">The series in order, at most four.</param>
    /// <param name="subtitle">The subtitle.</param>
    /// <exception cref="ArgumentException">There is no point, one of another series, or one that is expected to be zero or
    /// less.</exception>
    public static Figure Agreement(string title, Axis expected, Axis found, double within, IEnumerable<AgreementPoint> points,
        IEnumerable<string> series, string? subtitle = null)
    {
        var (head, list, order) = (new Heading(title, subtitle), NotEmpty(points, title), series.ToList());
        (expected, found) = (expected with { Log = true, LinearTo = null }, found with { Log = true, LinearTo = null });
        expected.Check(title);
        found.Check(title);
        if (order.Count > AgreementFigure.MostSeries || list.Find(p => !order.Contains(p.Series)) is not null)
            throw new ArgumentException($"figure '{title}': at most {AgreementFigure.MostSeries} series, and all points of one of them");
        if (list.Find(p => !(p.Expected > 0) || !double.IsFinite(p.Expected) || double.IsNaN(p.Found)) is { } wrong)
            throw new ArgumentException($"figure '{title}': {wrong.Label} is expected to be {wrong.Expected} (give numbers above zero)");
        return new(head, FigureData.Of(list), _ => AgreementFigure.Draw(head, expected, found, within, list, order));
    }

    /// <summary>Who had what when: a row for each place, such as a CPU, and a coloured stretch for each time it had it.</summary>
    /// <param name="title">The title.</param>
    /// <param name="x">The axis of time.</param>
    /// <param name="stretches">The stretches.</param>
    /// <param name="colors">The series that colours are given to in order; others follow in the order of their first stretch.</param>
    /// <param name="rows">The rows from the top, also those without a stretch; others follow in the order of their first stretch.</param>
    /// <param name="subtitle">The subtitle.</param>
    /// <exception cref="ArgumentException">There is no stretch, one that ends before it begins, or a time that is not finite.</exception>
    public static Figure Gantt(string title, Axis x, IEnumerable<Stretch> stretches, IEnumerable<string>? colors = null,
        IEnumerable<string>? rows = null, string? subtitle = null)
    {
        var (head, list) = (new Heading(title, subtitle), NotEmpty(stretches, title));
        x.Check(title);
        if (list.Find(s => !(s.End >= s.Start) || !double.IsFinite(s.End - s.Start)) is { } turned)
            throw new ArgumentException(
                $"figure '{title}': a stretch of '{turned.Series}' begins at {turned.Start} and ends at {turned.End}");
        string[] series = [.. (colors ?? []).Concat(list.Select(s => s.Series)).Distinct()];
        string[] names = [.. (rows ?? []).Concat(list.Select(s => s.Row)).Distinct()];
        return new(head, FigureData.Of(list), looks => GanttFigure.Draw(head, x, list, series, names, looks));
    }

    /// <summary>
    /// What each of several numbers does to an answer at either end of its range: two bars a row from the answer as it is, which the axis
    /// has in the middle. The numbers stand at the ends of the bars.
    /// </summary>
    /// <param name="title">The title.</param>
    /// <param name="x">The axis of the changes; zero is the answer as it is.</param>
    /// <param name="rows">The rows from the top, usually the largest change first.</param>
    /// <param name="low">What the legend calls the bars of the low ends.</param>
    /// <param name="high">What the legend calls the bars of the high ends.</param>
    /// <param name="subtitle">The subtitle.</param>
    /// <exception cref="ArgumentException">There is no row, a change is not known, or the axis is logarithmic or does not hold
    /// zero.</exception>
    public static Figure Tornado(string title, Axis x, IEnumerable<TornadoRow> rows, string low, string high, string? subtitle = null)
    {
        var (head, list) = (new Heading(title, subtitle), NotEmpty(rows, title));
        CheckBars(title, x);
        if (list.Find(r => double.IsNaN(r.AtLow) || double.IsNaN(r.AtHigh)) is { } unknown)
            throw new ArgumentException($"figure '{title}': {unknown.Name} moves to an unknown value");
        return new(head, FigureData.Of(list), looks => TornadoFigure.Draw(head, x, list, low, high, looks));
    }

    /// <summary>Rows of coloured fields over an axis across, such as hosts over time; the scale of colours stands below.</summary>
    /// <param name="title">The title.</param>
    /// <param name="x">The axis across, for instance of time.</param>
    /// <param name="y">The axis of the rows' numbers, from below.</param>
    /// <param name="value">The scale of colours, from light to dark.</param>
    /// <param name="cells">The fields.</param>
    /// <param name="subtitle">The subtitle.</param>
    /// <exception cref="ArgumentException">There is no field with a value, one that ends before it begins, or a place that is not
    /// finite.</exception>
    public static Figure HeatMap(string title, Axis x, Axis y, Axis value, IEnumerable<HeatCell> cells, string? subtitle = null)
    {
        var (head, list) = (new Heading(title, subtitle), cells.ToList());
        x.Check(title);
        y.Check(title);
        value.Check(title);
        NotEmpty(list.Where(c => !double.IsNaN(c.Value)), title);
        if (list.Find(c => !(c.End >= c.Start) || !double.IsFinite(c.End - c.Start)) is { } turned)
            throw new ArgumentException($"figure '{title}': a field of row {turned.Row} begins at {turned.Start} and ends at {turned.End}");
        return new(head, FigureData.Of(list), _ => HeatMapFigure.Draw(head, x, y, value, list));
    }

    internal Page Draw(Looks looks) => draw(looks);

    internal void Png(Stream stream, Looks looks, Origin origin) =>
        stream.Write(PngText.Describe(draw(looks).Png(), ("Title", Title), ("Software", origin.Software), ("Comment", origin.Comment)));

    internal void Svg(Stream stream, Looks looks, Origin origin) => stream.Write(System.Text.Encoding.UTF8.GetBytes(
        SvgText.Describe(draw(looks).Svg(), Title, $"{origin.Comment}; {origin.Software}")));

    private static List<T> NotEmpty<T>(IEnumerable<T> items, string where)
    {
        var list = items.ToList();
        return list.Count > 0 ? list : throw new ArgumentException($"figure '{where}' has nothing to show");
    }

    private static void CheckBars(string title, Axis axis)
    {
        if (axis.Log)
            throw axis.Wrong(title, "is logarithmic: the length of a bar would say nothing (use Figure.Dots)");
        axis.Check(title);
        if (axis.Min > 0 || axis.Max < 0)
            throw axis.Wrong(title, "does not hold zero: the length of a bar would say nothing (use Figure.Dots)");
    }
}
