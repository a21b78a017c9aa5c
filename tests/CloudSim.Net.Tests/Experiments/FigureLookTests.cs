using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Experiments.Figures.Drawing;
using CloudSim.Net.Experiments.Statistics;
using Color = ScottPlot.Color;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>Which series looks how.</summary>
public class FigureLookTests
{
    [Fact]
    public void A_platform_looks_the_same_in_every_figure_of_every_script()
    {
        var (one, other) = (new Looks(), new Looks());
        one.Add(["somebody", "else", "Xen PV"]);
        foreach (var name in PlatformLooks.Names)
            Assert.Equal(one.Of(name), other.Of(name));
        Assert.Empty(PlatformLooks.Names.Except(CloudSim.Net.Platforms.Platforms.Of(P).Select(p => p.Name)));
    }

    [Fact]
    public void The_platforms_differ_by_family_in_colour_and_within_in_marker()
    {
        var platforms = CloudSim.Net.Platforms.Platforms.Of(P);
        var looks = new Looks();
        Assert.Equal(platforms.Count, platforms.Select(p => (looks.Of(p.Name).Color, looks.Of(p.Name).Marker)).Distinct().Count());
        foreach (var family in platforms.Where(p => PlatformLooks.Of(p.Name) is not null).GroupBy(p => p.Family))
            Assert.Single(family.Select(p => looks.Of(p.Name).Color).Distinct());
        Assert.Equal(platforms.Select(p => p.Family).Distinct().Count(), platforms.Select(p => looks.Of(p.Name).Color).Distinct().Count());
    }

    /// <summary>Two with one marker differ in lightness, so also in black and white, or in a colour that everybody sees.</summary>
    [Fact]
    public void Platforms_of_one_marker_differ_for_colour_blind_readers()
    {
        var names = PlatformLooks.Names.ToList();
        foreach (var (a, b) in from a in names from b in names where string.CompareOrdinal(a, b) < 0 select (a, b))
            if (new Looks() is var looks && looks.Of(a).Marker == looks.Of(b).Marker)
                Assert.All(new[] { Deutan(looks.Of(a).Color, looks.Of(b).Color), Protan(looks.Of(a).Color, looks.Of(b).Color) },
                    distance => Assert.True(distance > 60, $"{a} and {b}: {distance}"));
    }

    [Fact]
    public void Other_names_keep_their_look_in_all_figures_of_a_script()
    {
        var looks = new Looks();
        looks.Add(["CFS", "EEVDF"]);
        Assert.Equal(new Looks().Of("CFS"), looks.Of("CFS"));
        Figure.Lines("t", "x", "y", [new("EEVDF", [new(1, 1)])]).Draw(looks);
        var later = Figure.Lines("t", "x", "y", [new("EEVDF", [new(1, 1)]), new("CFS", [new(1, 2)])]).Draw(looks);
        Assert.Equal([Palette.Number(1), Palette.Number(0)], later.Marks.Where(m => !double.IsNaN(m.Value)).Select(m => m.Look));
        Assert.Equal(110, Enumerable.Range(0, 110).Select(i => looks.Of($"other {i}")).Select(l => (l.Color, l.Marker)).Distinct().Count());
    }

    [Fact]
    public void Series_of_one_platform_have_its_colour_and_markers_of_their_own()
    {
        var looks = new Looks();
        var series = new[] { "Xen PV, 1 vCPU", "Xen PV, 2 vCPUs", "Xen PV, 4 vCPUs" }.Select(looks.Of).ToList();
        Assert.All(series, look => Assert.Equal(looks.Of("Xen PV").Color, look.Color));
        Assert.Equal(3, series.Select(l => l.Marker).Distinct().Count());
    }

    [Fact]
    public void A_row_of_a_platform_has_its_look_and_bars_of_a_family_differ()
    {
        var looks = new Looks();
        var dots = Figure.Dots("t", "x", [new("Xen PV", "", 1), new("somebody", "", 2)]).Draw(looks);
        Assert.Equal([looks.Of("Xen PV"), looks.Of("")], dots.Marks.Select(m => m.Look));
        var bars = Figure.GroupedBars("t", "y", [new("g", "gVisor (KVM)", 1), new("g", "gVisor (ptrace)", 2)]).Draw(looks);
        Assert.Equal(2, bars.Boxes.Where(b => b.Outline is not null).Select(b => b.Fill).Distinct().Count());
    }

    [Fact]
    public void More_than_eight_lines_are_named_at_their_ends_in_their_order()
    {
        static Line Of(int i) => new($"line {i}", [new(1, i * 7 % 10), new(2, i)]);
        var few = Figure.Lines("t", "x", "y", Enumerable.Range(0, 8).Select(Of)).Draw(new Looks());
        var many = Figure.Lines("t", "x", "y", Enumerable.Range(0, 9).Select(Of)).Draw(new Looks());
        static List<TextBox> Names(Page page) =>
            [.. page.Texts.Where(t => t.Lines[0].StartsWith("line", StringComparison.Ordinal)).OrderBy(t => t.Rect.Top)];
        Assert.All(Names(few), t => Assert.True(t.Rect.Top > 400));
        Assert.Equal(Enumerable.Range(0, 9).Reverse().Select(i => $"line {i}"), Names(many).Select(t => t.Lines[0]));
        Assert.Equal(9, Names(many).Count(t => t.Rect.Left > 700));
    }

    [Fact]
    public void An_interval_is_drawn_from_its_low_to_its_high_end_and_shows_where_the_axis_cuts_it()
    {
        var axis = new Axis("x", Log: true, Min: 1, Max: 1000);
        var page = Figure.Dots("t", axis, [new("inside", "", new Estimate(100, 10, 1000, 5)), new("cut", "", new Estimate(10, -5, 100, 5))])
            .Draw(new Looks());
        var whiskers = page.Strokes.Where(s => s.Color == Palette.Ink && s.Width == 1.3f).ToList();
        Assert.Equal([3, 3], page.Marks.Select(m => whiskers.Count(w => Math.Abs(w.Points[0].Y - m.Center.Y) < 5)));
        var (inside, cut) = (whiskers[0], whiskers[3]);
        var third = inside.Points[1].X - cut.Points[1].X;
        Assert.Equal(2 * third, inside.Points[1].X - inside.Points[0].X, 1e-3);
        Assert.Equal(inside.Points[1].X - 3 * third, cut.Points[0].X, 1e-3); // the edge
        Assert.Equal(3, whiskers[4].Points.Count); // an arrow
    }

    /// <summary>Viénot, Brettel and Mollon (1999), on the bytes of the colours: enough to tell near from far.</summary>
    private static double Deutan(Color a, Color b) =>
        Distance(a, b, [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]);

    private static double Protan(Color a, Color b) =>
        Distance(a, b, [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]);

    private static double Distance(Color a, Color b, double[][] seen) => Math.Sqrt(seen.Sum(row =>
        Math.Pow(row[0] * (a.R - b.R) + row[1] * (a.G - b.G) + row[2] * (a.B - b.B), 2)));
}
