using System.Globalization;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>What a figure shows, without its words: two figures with the same data are one picture.</summary>
/// <param name="Text">Names and values; null where all values are one, which says nothing.</param>
internal sealed record FigureData(string? Text)
{
    public static FigureData Of(IEnumerable<MatrixCell> cells) =>
        new(string.Join('\n', cells.Select(c => $"{c.Row}|{c.Column}|{c.Text}")));

    public static FigureData Of(IEnumerable<Bar> bars) => Of(bars.Select(b => (b.Label, (double[])[b.Value.Mean])));

    public static FigureData Of(IEnumerable<GroupedBar> bars) => Of(bars.Select(b => ($"{b.Group}|{b.Series}", (double[])[b.Value.Mean])));

    public static FigureData Of(IEnumerable<Dot> dots) => Of(dots.Select(d => ($"{d.Row}|{d.Series}|{d.Note}", (double[])[d.Value.Mean])));

    public static FigureData Of(IEnumerable<Series> series) => Of(series.Select(s => (s.Name, s.Values.Order().ToArray())));

    public static FigureData Of(IEnumerable<AgreementPoint> points) =>
        Of(points.Select(p => ($"{p.Series}|{p.Label}", (double[])[p.Expected, p.Found])));

    public static FigureData Of(IEnumerable<Line> lines) =>
        Of(lines.SelectMany(line => line.Points.Select(p => ($"{line.Name}|{Number(p.X)}", (double[])[p.Y.Mean]))));

    public static FigureData Of(IEnumerable<Stretch> stretches) =>
        Of(stretches.Select(s => ($"{s.Row}|{s.Series}", (double[])[s.Start, s.End])));

    public static FigureData Of(IEnumerable<TornadoRow> rows) =>
        Of(rows.Select(r => ($"{r.Name}|{r.Note}", (double[])[r.AtLow, r.AtHigh])));

    public static FigureData Of(IEnumerable<HeatCell> cells) =>
        Of(cells.Select(c => ($"{c.Row}|{Number(c.Start)}|{Number(c.End)}", (double[])[c.Value])));

    private static FigureData Of(IEnumerable<(string Name, double[] Values)> items)
    {
        var list = items.ToList();
        return new(list.SelectMany(i => i.Values).Distinct().Skip(1).Any()
            ? string.Join('\n', list.Select(i => $"{i.Name}|{string.Join(',', i.Values.Select(Number))}")) : null);
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
