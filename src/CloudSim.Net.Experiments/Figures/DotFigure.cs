using CloudSim.Net.Experiments.Figures.Drawing;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// Draws rows of dots with intervals: for more categories than bars have room for, and for logarithmic axes, on which bars would lie about
/// sizes. The series of a row stand on lines of their own, so that none covers another.
/// </summary>
internal static class DotFigure
{
    private const int MostNumbers = 30;
    private const float LongestNote = 170, Edge = 20, Line = 9, NumberLine = 13.5f;

    public static Page Draw(Heading heading, Axis x, IReadOnlyList<Dot> dots, IReadOnlyList<string> rows, Looks looks,
        string? bands = null)
    {
        var known = dots.Where(d => !double.IsNaN(d.Value.Mean)).ToList();
        var series = known.Select(d => d.Series).Distinct().ToList();
        var scale = new Scale(x, known.SelectMany(d => Whiskers.Shown(d.Value).Concat(Band(d))),
            zero: x.Min is null && known.All(d => d.Value.Mean >= 0));
        var notes = rows.Select(r => Words.Lines(Note(dots, r, series.Count), Chart.NumberSize, LongestNote)).ToList();
        var numbers = series.Count > 1 && known.Count <= MostNumbers && known.All(d => d.Note is null);
        var beyond = known.Where(d => scale.Beyond(d.Value.Mean) != 0).ToList();
        var line = numbers || (beyond.Count > 0 && series.Count > 1) ? NumberLine : Line;
        float Most(int side) => beyond.Where(d => scale.Beyond(d.Value.Mean) == side)
            .Select(d => FigureFont.Width(Numbers.Text(d.Value.Mean), Chart.NumberSize) + Edge + 4).DefaultIfEmpty().Max();
        var chart = new Chart(heading)
        {
            X = scale, Rows = rows,
            RowHeight = MathF.Max(series.Count == 1 ? 19 : series.Count * line + 8,
                notes.Max(n => TextBox.Measure(n, Chart.NumberSize).Height) + 4),
            RightWidth = MathF.Max(Chart.HalfNumber, notes.Max(n => TextBox.Measure(n, Chart.NumberSize).Width) + 10 + Page.Margin),
            Legend = [.. series.Select(s => new LegendEntry(s, looks.Of(s), Symbol.Dot)), .. bands is null ? [] :
                new[] { new LegendEntry(bands, new(Palette.Leader, default, 0), Symbol.Line, HasMarker: false) }],
        };
        var widest = numbers ? known.Max(d => FigureFont.Width(Numbers.Text(d.Value.Mean), Chart.NumberSize)) + 14 : 0;
        chart.Inset = (Most(-1), 0, MathF.Max(Most(1), widest), 0);
        chart.Across().Down();
        for (var row = 0; row < rows.Count; row++)
        {
            var y = chart.RowTop(row) + (series.Count == 1 ? chart.RowPitch / 2 : chart.RowPitch);
            if (series.Count == 1 || row < rows.Count - 1)
                chart.Page.Grid.Add(new([new(chart.Data.Left, y), new(chart.Data.Right, y)], Palette.Faint));
            if (notes[row].Count > 0)
                chart.Page.Write(notes[row], new(chart.Data.Right + 8, chart.RowTop(row) + chart.RowPitch / 2), 0, 0.5f, Chart.NumberSize);
        }
        foreach (var side in new[] { -1, 1 }.Where(s => Most(s) > 0).Select(s => chart.PlaceX(s * double.PositiveInfinity)))
            chart.Page.Strokes.Add(new([new(side, chart.Data.Top), new(side, chart.Data.Bottom)], Palette.Leader, 1, 4));
        foreach (var dot in known)
            Place(chart, dot, rows.ToList().IndexOf(dot.Row), (series.IndexOf(dot.Series) - (series.Count - 1) / 2f) * line,
                series is [""] ? PlatformLooks.Of(dot.Row) ?? looks.Of("") : looks.Of(dot.Series), numbers);
        return chart.Page;
    }

    private static void Place(Chart chart, Dot dot, int row, float offset, Look look, bool numbers)
    {
        var (page, value) = (chart.Page, dot.Value.Mean);
        var (x, y, side) = (chart.PlaceX(value), chart.RowTop(row) + chart.RowPitch / 2 + offset, chart.X!.Beyond(value));
        if (side == 0 && Band(dot) is [var low, var high])
            Whiskers.Thin(chart, y, low, high);
        Whiskers.Flat(chart, y, dot.Value);
        if (side != 0)
        {
            var left = side < 0 ? chart.Data.Left : chart.Main.Right;
            Whiskers.Point(page, new(left + (side < 0 ? 2 : 6), y), new(side, 0), look.Color);
            page.Marks.Add(new(new(left + 12, y), look, value));
            page.Write([Numbers.Text(value)], new(left + Edge, y), 0, 0.5f, Chart.NumberSize, ground: true);
            return;
        }
        page.Marks.Add(new(new(x, y), look, value));
        var end = MathF.Max(x, chart.PlaceX(Band(dot).Append(Whiskers.Ends(dot.Value).High).Max()));
        if (numbers)
            page.Write([Numbers.Text(value)], new(end + 8, y), 0, 0.5f, Chart.NumberSize, ground: true);
    }

    private static double[] Band(Dot dot) =>
        dot.Band is { Low: var low, High: var high } && !double.IsNaN(low) && !double.IsNaN(high) ? [low, high] : [];

    /// <summary>What stands at the right of a row: the notes of its dots; the number of a single one without a note.</summary>
    private static string Note(IReadOnlyList<Dot> dots, string row, int series)
    {
        var notes = dots.Where(d => d.Row == row && d.Note is not null).Select(d => d.Note!).ToList();
        return notes.Count > 0 ? string.Join("; ", notes)
            : series > 1 ? "" : string.Join("; ", dots.Where(d => d.Row == row).Select(d => Numbers.Text(d.Value.Mean)));
    }
}
