using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// Draws two bars a row from zero, one for either end of a range. Where both go to one side the longer lies behind, and the numbers stand
/// at the end of the longer.
/// </summary>
internal static class TornadoFigure
{
    private const float HalfBar = 7, Pitch = 26, LongestNote = 190, LongestName = 195, Away = 5;

    public static Page Draw(Heading heading, Axis x, IReadOnlyList<TornadoRow> rows, string low, string high, Looks looks)
    {
        looks.Add([low, high]);
        var scale = new Scale(x, rows.SelectMany(r => new[] { r.AtLow, r.AtHigh }), zero: true, room: 0);
        var notes = rows.Select(r => Words.Lines(r.Note, Chart.NumberSize, LongestNote)).ToList();
        var chart = new Chart(heading)
        {
            X = scale, Rows = [.. rows.Select(r => Breakable(r.Name))],
            RowHeight = MathF.Max(Pitch, notes.Max(n => TextBox.Measure(n, Chart.NumberSize).Height) + 5),
            RightWidth = MathF.Max(Chart.HalfNumber, notes.Max(n => TextBox.Measure(n, Chart.NumberSize).Width) + 10 + Page.Margin),
            Legend = [new(low, looks.Of(low), Symbol.Bar), new(high, looks.Of(high), Symbol.Bar)],
        };
        float Room(bool left) => rows.SelectMany(r => Texts(r).Where(t => t.Left == left))
            .Select(t => FigureFont.Width(t.Text, Chart.NumberSize) + Away + 6).DefaultIfEmpty(6).Max();
        chart.Inset = (Room(true), 0, Room(false), 0);
        chart.Across().Down();
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, y) = (rows[i], chart.RowTop(i) + (chart.RowPitch / 2));
            if (i > 0)
                chart.Page.Grid.Add(new([new(chart.Data.Left, chart.RowTop(i)), new(chart.Data.Right, chart.RowTop(i))], Palette.Faint));
            if (notes[i].Count > 0)
                chart.Page.Write(notes[i], new(chart.Data.Right + 8, y), 0, 0.5f, Chart.NumberSize);
            var bars = new[] { (row.AtLow, Name: low), (row.AtHigh, Name: high) }.OrderByDescending(b => Math.Abs(b.Item1));
            foreach (var (change, name) in bars)
                Bar(chart, change, y, looks.Of(name));
            foreach (var (text, at, left) in Texts(row))
                chart.Page.Write([text], new(chart.PlaceX(at) + (left ? -Away : Away), y), left ? 1 : 0, 0.5f, Chart.NumberSize,
                    ground: true);
        }
        var zero = chart.PlaceX(0);
        chart.Page.Strokes.Add(new([new(zero, chart.Data.Top), new(zero, chart.Data.Bottom)], Palette.Ink, 1.2f));
        return chart.Page;
    }

    // A name of two parts that is too long has one part a line.
    private static string Breakable(string name) =>
        FigureFont.Width(name, Chart.NameSize) > LongestName ? name.Replace(".", ". ", StringComparison.Ordinal) : name;

    private static void Bar(Chart chart, double change, float y, Look look)
    {
        var (zero, end) = (chart.PlaceX(0), chart.PlaceX(change));
        var rect = new SKRect(MathF.Min(zero, end), y - HalfBar, MathF.Max(zero, end), y + HalfBar);
        if (change != 0)
            chart.Page.Boxes.Add(new(rect, look.Color, Palette.Ink, 0.8f));
        chart.Page.Values.Add((rect, change));
        if (chart.X!.Beyond(change) is var side and not 0)
            Whiskers.Point(chart.Page, new(end - (2 * side), y), new(side, 0), ScottPlot.Colors.White);
    }

    // One number at the end of each bar; both at the longer one where they go to one side. None for what does not move.
    private static IEnumerable<(string Text, double At, bool Left)> Texts(TornadoRow row)
    {
        var (low, high) = (row.AtLow, row.AtHigh);
        if (low != 0 && high != 0 && low < 0 == high < 0)
            return [($"{Signed(low)} and {Signed(high)}", Math.Abs(low) > Math.Abs(high) ? low : high, low < 0)];
        return new[] { low, high }.Where(v => v != 0).Select(v => (Signed(v), v, v < 0));
    }

    private static string Signed(double value) => value > 0 ? $"+{Numbers.Text(value)}" : Numbers.Text(value);
}
