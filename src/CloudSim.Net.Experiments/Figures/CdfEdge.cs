using CloudSim.Net.Experiments.Figures.Drawing;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>The values of a distribution plot that lie beyond one end of its axis: how many, and which, for each series.</summary>
internal sealed class CdfEdge
{
    private const float Symbol = 22;
    private readonly int side;
    private readonly List<(int Series, double Share, double Value, string Text)> texts = [];

    public CdfEdge(Scale scale, IReadOnlyList<Series> series, int side)
    {
        this.side = side;
        for (var i = 0; i < series.Count; i++)
        {
            var there = series[i].Values.Where(v => scale.Beyond(v) == side).ToList();
            if (there.Count == 0)
                continue;
            var (least, most) = (Numbers.Text(there.Min()), Numbers.Text(there.Max()));
            var below = series[i].Values.Count(v => scale.Beyond(v) < side);
            var share = 100.0 * (side < 0 ? there.Count : below) / series[i].Values.Count;
            texts.Add((i, share, there[0], $"{there.Count:N0} at {(least == most ? least : $"{least} to {most}")}"));
        }
    }

    public float Width => texts.Count == 0 ? 0 : texts.Max(t => FigureFont.Width(t.Text, Chart.NumberSize)) + Symbol + 8;

    public float Height => texts.Count * Line;

    private static float Line => Chart.NumberSize * FigureFont.LineHeight + 2;

    public void Draw(Chart chart, Func<int, Look> look)
    {
        if (texts.Count == 0)
            return;
        var edge = side < 0 ? chart.Data.Left : chart.Main.Right;
        var end = side < 0 ? chart.Main.Left : chart.Main.Right;
        chart.Page.Strokes.Add(new([new(end, chart.Data.Top), new(end, chart.Data.Bottom)], Palette.Leader, 1, 4));
        var begins = Spread.Apart([.. texts.Select(t => (chart.PlaceY(t.Share), Line))], chart.Data.Top, chart.Data.Bottom);
        for (var i = 0; i < texts.Count; i++)
        {
            var y = begins[i] + Line / 2;
            chart.Page.Strokes.Add(new([new(end, chart.PlaceY(texts[i].Share)), new(side < 0 ? end - 3 : end + 3, y)], Palette.Leader,
                0.8f));
            Whiskers.Point(chart.Page, new(edge + 4 + (side > 0 ? 4 : 0), y), new(side, 0), look(texts[i].Series).Color);
            chart.Page.Marks.Add(new(new(edge + 14, y), look(texts[i].Series), texts[i].Value));
            chart.Page.Write([texts[i].Text], new(edge + Symbol, y), 0, 0.5f, Chart.NumberSize, ground: true);
        }
    }
}
