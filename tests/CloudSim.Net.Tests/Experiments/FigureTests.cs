using System.Xml.Linq;
using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Experiments.Figures.Drawing;
using CloudSim.Net.Experiments.Statistics;
using SkiaSharp;

namespace CloudSim.Net.Tests.Experiments;

[Collection(ConsoleCollection.Name)] // not beside others: it takes much memory
public class FigureTests
{
    private static readonly Estimate Value = new(5, 4, 6, 9);
    private static readonly Origin Origin = new("CloudSim.Net 1.2", "dotnet run -c Release experiments/x.cs -- --quick <µ>");

    public static TheoryData<string> Kinds => [.. Figures.Keys];

    private static readonly Dictionary<string, Func<string, Figure>> Figures = new()
    {
        ["bars"] = title =>
            Figure.Bars(title, "Guests", [new("one", 5, "memory"), new("two", 9, null, [new("kernel", 4), new("user", 5)])]),
        ["grouped bars"] = title =>
            Figure.GroupedBars(title, "Overhead (%)", [new("one", "CPU", Value), new("one", "I/O", Value * 100)]),
        ["cdf"] = title => Figure.Cdf(title, new Axis("Boot (ms)", Log: true), [new("one", [1, 2, 3]), new("two", [100])]),
        ["dots"] = title =>
            Figure.Dots(title, new Axis("Overhead (%)", Log: true),
                [new("one", "CPU", Value), new("two", "I/O", Value * 100, "bound by memory")], ["none", "one"]),
        ["gantt"] = title =>
            Figure.Gantt(title, "Time (ms)", [new("CPU 0", "one", 0, 4), new("CPU 1", "two", 1, 3), new("CPU 0", "two", 4, 5)]),
        ["matrix"] = title =>
            Figure.Matrix(title, [new("one", "here", "yes", 1), new("one", "there", "kernel mode", -0.5), new("two", "here", "2.0 x", 0)]),
        ["agreement"] = title => Figure.Agreement(title, "Published", "Simulated", 0.25,
            [new("one", 1, 1.1), new("two", 100, 100), new("one", 10, -3, "far")], ["one", "two"]),
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
        using var picture = SKBitmap.Decode(one);
        using var second = SKBitmap.Decode(other);
        Assert.NotEqual(picture.Bytes, second.Bytes);
        Assert.Equal(1600, picture.Width);
        Assert.Equal(SKColors.White, picture.GetPixel(0, 0));
        Assert.Equal(one, Png(Figures[kind]("A question")));
        Assert.Equal(Svg(Figures[kind]("A question")), Svg(Figures[kind]("A question")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_svg_is_well_formed_and_names_everything(string kind)
    {
        var svg = XDocument.Parse(Svg(Figures[kind]("Title")));
        var text = string.Join('|', Texts(svg).Select(e => e.Value.Trim()));
        Assert.Contains("Title", text);
        Assert.Contains("one", text);
        Assert.All(Texts(svg), e => Assert.Equal("DejaVu Sans", e.Attribute("font-family")!.Value));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Both_files_say_what_made_them(string kind)
    {
        var figure = Figures[kind]("A <finding> & more");
        var svg = XDocument.Parse(Svg(figure)).Root!;
        Assert.Equal("A <finding> & more", svg.Elements().Single(e => e.Name.LocalName == "title").Value);
        Assert.Equal("dotnet run -c Release experiments/x.cs -- --quick <µ>; CloudSim.Net 1.2",
            svg.Elements().Single(e => e.Name.LocalName == "desc").Value);
        Assert.Equal([("Title", "A <finding> & more"), ("Software", Origin.Software), ("Comment", Origin.Comment)],
            PngChunks.Texts(Png(figure)));
    }

    [Fact]
    public void Lines_keep_their_dashes_in_the_svg()
    {
        Line[] lines = [new("first", [new(1, 1), new(2, 2)]), new("second", [new(1, 3), new(2, 4)])];
        var page = Figure.Lines("Title", "x", "y", lines).Draw(new Looks());
        Assert.Equal([0, 1], page.Strokes.Where(s => s.Width == LineFigure.LineWidth && s.Points[0].Y < 350).Select(s => s.Pattern));
        var dashes = XDocument.Parse(page.Svg()).Descendants().Count(e => (string?)e.Attribute("stroke") == "#E69F00");
        Assert.InRange(dashes, 20, 200); // one element a dash
    }

    [Fact]
    public void A_subtitle_stands_below_the_title_and_both_at_the_left()
    {
        var page = Figure.Bars("The finding", "Guests", [new("one", 5)], subtitle: "Host, guest, load").Draw(new Looks());
        var (title, subtitle) = (page.Texts[0], page.Texts[1]);
        Assert.Equal(("The finding", "Host, guest, load"), (title.Lines[0], subtitle.Lines[0]));
        Assert.True(subtitle.Rect.Top >= title.Rect.Bottom && subtitle.Size < title.Size);
        Assert.Equal(title.Rect.Left, subtitle.Rect.Left);
    }

    [Fact]
    public void A_row_without_a_stretch_is_named_in_its_place()
    {
        var page = Figure.Gantt("Title", "Time", [new("ran", "a", 1, 2)], null, ["first", "never ran", "ran"]).Draw(new Looks());
        string[] rows = ["first", "never ran", "ran"];
        Assert.Equal(rows, page.Texts.Where(t => rows.Contains(t.Lines[0])).OrderBy(t => t.Rect.Top).Select(t => t.Lines[0]));
    }

    [Fact]
    public void What_cannot_be_drawn_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => Figure.Bars("t", "y", []));
        Assert.Throws<ArgumentException>(() => Figure.Cdf("t", "x", [new("none", [])]));
        Assert.Throws<ArgumentException>(() => Figure.Gantt("t", "x", [new("row", "backwards", 2, 1)]));
        Assert.Throws<ArgumentException>(() => Figure.Gantt("t", "x", [new("row", "endless", 2, double.PositiveInfinity)]));
        Assert.Throws<ArgumentException>(() => Figure.Lines("t", "x", "y", [new("nan", [new(double.NaN, Value)])]));
        Assert.Throws<ArgumentException>(() => Figure.Lines("t", new Axis("x", Log: true), "y", [new("zero", [new(0, Value)])]));
        Assert.Throws<ArgumentException>(() => Figure.Agreement("t", "x", "y", 0.25, [new("a", 0, 1)], ["a"]));
        Assert.Throws<ArgumentException>(() => Figure.Agreement("t", "x", "y", 0.25, [new("a", 1, 1)], ["b"]));
    }

    [Fact]
    public void Bars_that_would_lie_about_sizes_are_refused()
    {
        var log = new Axis("Time (ms)", Log: true);
        var message = Assert.Throws<ArgumentException>(() => Figure.Bars("Slow", log, [new("one", 10)])).Message;
        Assert.Equal("figure 'Slow': the axis 'Time (ms)' is logarithmic: the length of a bar would say nothing (use Figure.Dots)",
            message);
        Assert.Throws<ArgumentException>(() => Figure.GroupedBars("t", log, [new("one", "s", Value)]));
        Assert.Throws<ArgumentException>(() => Figure.GroupedBars("t", log with { LinearTo = 1 }, [new("one", "s", Value)]));
        Assert.Throws<ArgumentException>(() => Figure.Bars("t", new Axis("y", Min: 1), [new("one", 5)]));
    }

    [Fact]
    public void An_axis_that_makes_no_sense_is_refused()
    {
        Axis[] wrong =
        [
            new("x", Min: 2, Max: 1), new("x", Max: double.NaN), new("x", Log: true, Min: 0), new("x", Log: true, LinearTo: 0),
            new("x", LinearTo: 1),
        ];
        Assert.All(wrong, axis => Assert.Throws<ArgumentException>(() => Figure.Dots("t", axis, [new("row", "", 1)])));
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var unknown = Estimate.Exact(double.NaN);
        Assert.Throws<ArgumentException>(() => Figure.Lines("t", "x", "y", [new("all", [new(1, unknown)])]));
        Assert.Throws<ArgumentException>(() => Figure.Bars("t", "y", [new("unknown", double.NaN)]));
        Assert.Throws<ArgumentException>(() => Figure.Dots("t", "x", [new("first", "s", unknown)]));
        Assert.Throws<ArgumentException>(() => Figure.Cdf("t", "x", [new("s", [double.NaN])]));
        Line line = new("gap", [new(1, 1), new(2, 2), new(3, unknown), new(4, 4), new(5, 5)]);
        var pieces = Figure.Lines("t", "x", "y", [line]).Draw(new Looks()).Strokes.Where(s => s.Width == LineFigure.LineWidth);
        Assert.Equal(2, pieces.Count(s => s.Points[0].Y != s.Points[^1].Y)); // the legend's is level
    }

    private static IEnumerable<XElement> Texts(XDocument svg) => svg.Descendants().Where(e => e.Name.LocalName == "text");

    private static byte[] Png(Figure figure)
    {
        using var stream = new MemoryStream();
        figure.Png(stream, new Looks(), Origin);
        return stream.ToArray();
    }

    private static string Svg(Figure figure)
    {
        using var stream = new MemoryStream();
        figure.Svg(stream, new Looks(), Origin);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
