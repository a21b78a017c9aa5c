using CloudSim.Net.Experiments.Figures.Drawing;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Draws groups of bars with intervals. Series of one colour (platforms of a family) have lighter and darker bars.</summary>
internal static class GroupedBarFigure
{
    public static Page Draw(Heading heading, Axis y, IReadOnlyList<GroupedBar> bars, IReadOnlyList<string> groups, Looks looks)
    {
        var series = bars.Select(b => b.Series).Distinct().ToList();
        var own = series.ConvertAll(looks.Of);
        var tinted = own.Select((look, i) =>
            look with { Color = Palette.Tint(look.Color, own.Take(i).Count(o => o.Color == look.Color)) }).ToList();
        return BarChart.Draw(heading, y, groups,
            [.. bars.Select(b => new BarPlan(groups.ToList().IndexOf(b.Group), series.IndexOf(b.Series), b.Value, null,
                [(b.Value.Mean, series is [""] ? PlatformLooks.Of(b.Group) ?? own[0] : tinted[series.IndexOf(b.Series)])]))],
            [.. series.Select((s, i) => new LegendEntry(s, tinted[i], Symbol.Bar))]);
    }
}
