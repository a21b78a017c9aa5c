using CloudSim.Net.Experiments.Text;
using ScottPlot;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws a bar a category, whole or stacked.</summary>
internal static class BarFigure
{
    public static Plot Draw(string title, Axis y, IReadOnlyList<Bar> bars)
    {
        var plot = FigureStyle.New(title);
        var scale = new Scale(y);
        List<double> known = [.. bars.Select(b => b.Value).Where(value => !double.IsNaN(value))];
        var ground = scale.Base(known);
        var names = bars.SelectMany(b => b.Segments ?? []).Select(s => s.Name).Distinct().ToList();
        var hasNotes = bars.Any(b => b.Note is not null);
        for (var i = 0; i < bars.Count; i++)
        {
            var below = 0.0;
            var isKnown = !double.IsNaN(bars[i].Value);
            foreach (var part in isKnown ? bars[i].Segments ?? [new Segment("", bars[i].Value)] : [])
            {
                var top = below + part.Value;
                plot.Add.Bar(new ScottPlot.Bar
                {
                    Position = i,
                    ValueBase = below == 0 ? ground : scale.Place(below),
                    Value = scale.Place(top),
                    Size = 0.62,
                    FillColor = Palette.Color(Math.Max(0, names.IndexOf(part.Name))),
                    LineColor = FigureStyle.Ink,
                    LineWidth = 1,
                });
                below = top;
            }
            var height = isKnown ? Math.Max(scale.Place(bars[i].Value), ground) : ground;
            var note = bars[i].Note is { } text ? "\n" + FigureStyle.Wrap(text, Math.Max(10, 90 / bars.Count)) : "";
            FigureStyle.Above(plot, i, height, Formatting.Short(bars[i].Value) + note, 13);
        }
        var negative = known.Any(value => scale.Place(value) < ground);
        if (negative)
            FigureStyle.Zero(plot);
        FigureStyle.Categories(plot, [.. bars.Select(b => b.Label)]);
        scale.Apply(plot.Axes.Left, [ground, .. known.Select(value => scale.Place(value))], negative ? 0.1 : 0, hasNotes ? 0.22 : 0.12);
        FigureStyle.Legend(plot, names.Select(FigureStyle.BarItem));
        return plot;
    }
}
