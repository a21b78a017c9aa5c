using System.Xml.Linq;
using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Experiments.Statistics;
using SkiaSharp;

namespace CloudSim.Net.Tests.Experiments;

[Collection(ConsoleCollection.Name)] // not beside others: it takes much memory
public class FigureTests
{
    private static readonly Estimate Value = new(5, 4, 6, 9);

    public static TheoryData<string> Kinds => [.. Figures.Keys];

    private static readonly Dictionary<string, Func<string, Figure>> Figures = new()
    {
        ["bars"] = title =>
            Figure.Bars(title, "Guests", [new("one", 5, "memory"), new("two", 9, null, [new("kernel", 4), new("user", 5)])]),
        ["grouped bars"] = title =>
            Figure.GroupedBars(title, new Axis("Overhead (%)", Log: true), [new("one", "CPU", Value), new("one", "I/O", Value * 100)]),
        ["cdf"] = title => Figure.Cdf(title, new Axis("Boot (ms)", Log: true), [new("one", [1, 2, 3]), new("two", [100])]),
        ["dots"] = title =>
            Figure.Dots(title, new Axis("Overhead (%)", Log: true),
                [new("one", "CPU", Value), new("two", "I/O", Value * 100, "bound by memory")], ["none", "one"]),
        ["gantt"] = title =>
            Figure.Gantt(title, "Time (ms)", [new("CPU 0", "one", 0, 4), new("CPU 1", "two", 1, 3), new("CPU 0", "two", 4, 5)]),
        ["matrix"] = title =>
            Figure.Matrix(title, [new("one", "here", "yes", 1), new("one", "there", "kernel mode", -0.5), new("two", "here", "2.0 x", 0)]),
        ["lines"] = title =>
            Figure.Lines(title, "Guests", "Ready (ms)",
                [new("one", [new(1, Value), new(2, Value * 2)]), new("two", [new(1, Estimate.Exact(3))])]),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_text_in_the_picture(string kind)
    {
        // The same figure with another title: pixels differ only if the title is drawn at all.
        var (one, other) = (Png(Figures[kind]("A question")), Png(Figures[kind]("Quite another question")));
        Assert.NotEqual(one, other);
        using var picture = SKBitmap.Decode(one);
        Assert.Equal((1600, 1000), (picture.Width, picture.Height));
        Assert.Equal(SKColors.White, picture.GetPixel(0, 0));
        Assert.Equal(one, Png(Figures[kind]("A question")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_svg_is_well_formed_and_names_everything(string kind)
    {
        var svg = XDocument.Parse(Svg(Figures[kind]("Title")));
        var text = string.Join('|', svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim()));
        Assert.Contains("Title", text);
        Assert.Contains("one", text);
        Assert.All(svg.Descendants().Where(e => e.Name.LocalName == "text"),
            e => Assert.Equal("DejaVu Sans", e.Attribute("font-family")!.Value));
    }

    [Fact]
    public void Lines_keep_their_dashes_in_the_svg()
    {
        var svg = XDocument.Parse(Svg(Figures["lines"]("Title")));
        var strokes = svg.Descendants().Where(e => e.Attribute("stroke-dasharray") is not null).Select(e => e.Attribute("stroke")!.Value)
            .Distinct();
        Assert.Equal(["#E69F00"], strokes); // the second series; the first is solid
    }

    [Fact]
    public void A_series_keeps_its_colour_where_others_are_missing()
    {
        using var plot = GroupedBarFigure.Draw("Title", "y", [new("group", "c", Value)], ["a", "b", "c"]);
        Assert.Equal("#009E73", Assert.Single(plot.GetPlottables<ScottPlot.Plottables.BarPlot>()).Bars.Single().FillColor.ToHex());
    }

    [Fact]
    public void A_row_without_a_stretch_is_named_in_its_place()
    {
        var svg = XDocument.Parse(Svg(Figure.Gantt("Title", "Time", [new("ran", "a", 1, 2)], null, ["first", "never ran", "ran"])));
        var names = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value.Trim()).ToHashSet();
        Assert.Superset(new HashSet<string> { "first", "never ran", "ran" }, names);
    }

    /// <summary>A library's order of arguments once turned the intervals upside down; on a logarithmic axis that shows.</summary>
    [Fact]
    public void An_interval_is_drawn_from_its_low_to_its_high_end()
    {
        using var plot = GroupedBarFigure.Draw("Title", new Axis("y", Log: true), [new("group", "series", new Estimate(10, 1, 1000, 5))],
            []);
        var whisker = Assert.Single(plot.GetPlottables<ScottPlot.Plottables.ErrorBar>());
        plot.RenderInMemory(400, 400);
        var limits = whisker.GetAxisLimits();
        Assert.Equal((0, 3), (limits.Bottom, limits.Top)); // decimal logarithms of 1 and 1,000
    }

    [Fact]
    public void What_cannot_be_drawn_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => Figure.Bars("t", "y", []));
        Assert.Throws<ArgumentException>(() => Figure.Bars("t", new Axis("y", Log: true), [new("zero", 0)]));
        Assert.Throws<ArgumentException>(() => Figure.Cdf("t", "x", [new("none", [])]));
        Assert.Throws<ArgumentException>(() => Figure.Gantt("t", "x", [new("row", "backwards", 2, 1)]));
        Assert.Throws<ArgumentException>(() => Figure.Lines("t", "x", "y", [new("nan", [new(double.NaN, Value)])]));
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var unknown = Estimate.Exact(double.NaN);
        var figures = new[]
        {
            Figure.Lines("t", "x", "y", [new("half", [new(1, Value), new(2, unknown)]), new("all", [new(1, unknown)])]),
            Figure.Bars("t", "y", [new("unknown", double.NaN, "its note"), new("known", 1)]),
            Figure.GroupedBars("t", "y", [new("group", "a", unknown), new("group", "b", Value)]),
            Figure.Dots("t", "x", [new("first", "s", unknown), new("second", "s", Value)]),
            Figure.Cdf("t", "x", [new("s", [1, double.NaN, 2])]),
        };
        Assert.All(figures, figure => Assert.NotEmpty(Png(figure)));
        Assert.Throws<ArgumentException>(() => Figure.Lines("t", "x", "y", [new("all", [new(1, unknown)])]));
        Assert.Throws<ArgumentException>(() => Figure.Bars("t", "y", [new("unknown", double.NaN)]));
        Assert.Throws<ArgumentException>(() => Figure.Dots("t", "x", [new("first", "s", unknown)]));
        Assert.Throws<ArgumentException>(() => Figure.Cdf("t", "x", [new("s", [double.NaN])]));
    }

    private static byte[] Png(Figure figure)
    {
        using var stream = new MemoryStream();
        figure.Png(stream);
        return stream.ToArray();
    }

    private static string Svg(Figure figure)
    {
        using var stream = new MemoryStream();
        figure.Svg(stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
