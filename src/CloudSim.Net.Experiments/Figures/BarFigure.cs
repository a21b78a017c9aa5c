using CloudSim.Net.Experiments.Figures.Drawing;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws a bar a category, whole or stacked.</summary>
internal static class BarFigure
{
    public static Page Draw(Heading heading, Axis y, IReadOnlyList<Bar> bars, Looks looks)
    {
        var names = bars.SelectMany(b => b.Segments ?? []).Select(s => s.Name).Distinct().ToList();
        looks.Add(names);
        return BarChart.Draw(heading, y, [.. bars.Select(b => b.Label)],
            [.. bars.Select((bar, i) => new BarPlan(i, 0, bar.Value, bar.Note, bar.Segments is { } parts
                ? [.. parts.Select(p => (p.Value, looks.Of(p.Name)))]
                : [(bar.Value.Mean, PlatformLooks.Of(bar.Label) ?? looks.Of(""))]))],
            [.. names.Select(n => new LegendEntry(n, looks.Of(n), Symbol.Bar))]);
    }
}
