using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Experiments.Figures.Drawing;
using CloudSim.Net.Experiments.Statistics;
using SkiaSharp;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>
/// Every kind of figure with awkward data: nothing overlaps, nothing is outside, every axis has numbers, every value is seen.
/// </summary>
[Collection(ConsoleCollection.Name)]
public class FigureLayoutTests
{
    private const float Touch = 0.3f; // half a pixel and rounding

    private static readonly string Long = "a name of forty letters as some have it!";

    private static readonly (string Title, Func<int, string> Name)[] Names =
    [
        ("Short", i => $"s{i}"),
        (string.Join(' ', Enumerable.Repeat("A long finding", 12)), i => $"{Long} {i}"),
        ("Platforms", i => i < 19 ? PlatformLooks.Names.ElementAt(i) : "another"),
        (new string('W', 90), i => new string('M', 40) + i),
    ];

    private static readonly Dictionary<string, double[]> Samples = new()
    {
        ["one value"] = [5],
        ["all equal"] = [7, 7, 7, 7],
        ["all zero"] = [0, 0, 0],
        ["zero among others"] = [0, 1, 1000],
        ["negative"] = [-8.9, 0, 3, 400],
        ["all negative"] = [-3, -2, -1],
        ["nine decades"] = [1e-4, 1e-3, 1, 1e5],
        ["beside each other"] = [1e9 + 1, 1e9 + 2, 1e9 + 3],
        ["tiny"] = [1e-12, 3e-12],
        ["huge"] = [1e15, 2.5e18],
        ["less than a decade"] = [120, 140, 205],
        ["a hair apart"] = [100, 101],
        ["not a number"] = [double.NaN, 4, double.NaN, 9],
        ["infinite"] = [double.NegativeInfinity, 1, 2, double.PositiveInfinity],
        ["only infinite"] = [double.PositiveInfinity],
        ["many"] = [.. Enumerable.Range(0, 19).Select(i => i * i + 1.5)],
        ["many and equal"] = [.. Enumerable.Repeat(3.5, 19)],
        ["many and zero"] = [.. Enumerable.Repeat(0.0, 19)],
    };

    private static readonly Dictionary<string, Axis> Axes = new()
    {
        ["linear"] = "Response time (us)",
        ["log"] = new("Response time (us)", Log: true),
        ["symmetric"] = new("Response time (us)", Log: true, LinearTo: 0.1),
        ["from 1 to 100"] = new("Response time (us)", Min: 1, Max: 100),
        ["log from 1 to 100"] = new("Response time (us)", Log: true, Min: 1, Max: 100),
        ["long label"] = string.Join(' ', Enumerable.Repeat("a long label of an axis that nobody can read at a glance", 3)),
    };

    private static readonly Dictionary<string, Func<string, Axis, double[], Func<int, string>, Figure>> Kinds = new()
    {
        ["bars"] = (t, a, v, n) => Figure.Bars(t, a with { Min = null },
            v.Select((x, i) => new Bar(n(i), x, i % 2 == 0 ? null : "bound by memory"))),
        ["bars with intervals"] = (t, a, v, n) => Figure.Bars(t, a with { Min = null }, v.Select((x, i) => new Bar(n(i), Wide(x)))),
        ["grouped bars"] = (t, a, v, n) => Figure.GroupedBars(t, a with { Min = null },
            v.SelectMany((x, i) => new[] { "x", "y", "z" }.Select(s => new GroupedBar(n(i), s, Wide(x))))),
        ["dots"] = (t, a, v, n) => Figure.Dots(t, a, v.Select((x, i) => new Dot(n(i), "", Wide(x)))),
        ["dots with notes"] = (t, a, v, n) => Figure.Dots(t, a, v.SelectMany((x, i) => new[] { "reserved", "overcommitted" }
            .Select(s => new Dot(n(i), s, x, s == "reserved" ? null : $"bound by {n(i)}")))),
        ["dots of series"] = (t, a, v, n) => Figure.Dots(t, a, v.Select((x, i) => new Dot(i % 2 == 0 ? "even" : "odd", n(i), Wide(x)))),
        ["dots of series with bands"] = (t, a, v, n) => Figure.Dots(t, a, v.Select((x, i) =>
            new Dot(i % 2 == 0 ? "even" : "odd", n(i), x) { Band = (x - Math.Abs(x), x + Math.Abs(2 * x)) }), bands: "draws"),
        ["tornado bars"] = (t, a, v, n) => Figure.Tornado(t, a with { Min = null }, v.Where(x => !double.IsNaN(x))
            .Select((x, i) => new TornadoRow(n(i), x, i % 3 == 0 ? -x : i % 3 == 1 ? x / 2 : 0, i % 2 == 0 ? $"of {n(i)}" : "")), "low",
            "high"),
        ["lines"] = (t, a, v, n) => Figure.Lines(t, new Axis("Guests", Log: true), a,
            v.Select((x, i) => new Line(n(i), [new(1, Wide(x)), new(2, x), new(5, v[^1])]))),
        ["lines of many points"] = (t, a, v, n) => Figure.Lines(t, "Guests", a,
            v.Select((x, i) => new Line(n(i), [.. Enumerable.Range(0, 15).Select(k => new LinePoint(k * 7, x))]))),
        ["cdf"] = (t, a, v, n) => Figure.Cdf(t, a, v.Where(x => !double.IsNaN(x)).Select((x, i) => new Series(n(i), [x, x, v[^1]]))),
        ["cdf of many ends"] = (t, a, v, n) => Figure.Cdf(t, a, v.Where(x => !double.IsNaN(x)).Select((x, i) => new Series(n(i), [x]))),
        ["one line"] = (t, a, v, n) => Figure.Lines(t, "Guests", a, [new(n(0), [.. v.Select((x, i) => new LinePoint(i * 10, Wide(x)))])]),
        ["gantt"] = (t, a, v, n) => Figure.Gantt(t, a, v.Where(double.IsFinite).DefaultIfEmpty(1)
            .Select((x, i) => new Stretch(n(i), n(i + 1), x, x + 1))),
        ["heat map"] = (t, a, v, n) => Figure.HeatMap(t, "Time (s)", "Host", a, v.SelectMany((x, i) =>
            new[] { new HeatCell(i, 0, 5, x), new(i, 5, 7, v[^1]) }).Append(new(0, 7, 8, 1))),
        ["matrix"] = (t, _, v, n) => Figure.Matrix(t, v.SelectMany((x, i) => Enumerable.Range(0, Math.Min(8, v.Length))
            .Select(j => new MatrixCell(n(i), n(j), $"{x:G3} x", x)))),
    };

    public static TheoryData<string, string> Cases => [.. from kind in Kinds.Keys from sample in Samples.Keys select (kind, sample)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_figure_of_awkward_data_can_be_read(string kind, string sample)
    {
        var values = Samples[sample];
        foreach (var (name, axis) in Axes.Where(a => !(a.Value.Log && kind.Contains("bars"))))
            foreach (var (title, names) in Names)
                try
                {
                    var page = Kinds[kind](title, axis, values, names).Draw(new Looks());
                    Texts(page, inBars: kind.Contains("bars"));
                    Assert.All(page.TickLabels, labels => Assert.True(labels.Count >= 3, $"{labels.Count} numbers on an axis"));
                    Assert.All(page.TickLabels, labels => Assert.Equal(labels.Count, labels.Select(l => l.Lines[0]).Distinct().Count()));
                    Values(page, kind, values);
                }
                catch (Exception e)
                {
                    Assert.Fail($"axis {name}, title {title}: {e.Message}");
                }
    }

    [Fact]
    public void Equal_axes_are_equally_long_and_what_is_far_off_is_named_without_covering_anything()
    {
        string[] series = ["predicted", "calibrated", "input", "construction"];
        var far = new (double Expected, double Found)[]
        {
            (0.29, 0.39), (2.7, 6.1), (2.6, 1.75), (2.0, 1.59), (2.9, 1.1), (0.5, 0.17), (2, 0), (16.6, -77.8),
        };
        var points = Enumerable.Range(0, 80).Select(i => new AgreementPoint(series[i % 4], Math.Pow(10, i / 15.0 - 1),
            Math.Pow(10, i / 15.0 - 1) * (1 + 0.2 * Math.Sin(i))))
            .Concat(far.Select((p, i) => new AgreementPoint(series[i % 2], p.Expected, p.Found, $"T{i:00} some quantity on some system")));
        var page = Figure.Agreement("t", "Published", "Simulated", 0.25, points, series).Draw(new Looks());
        Texts(page, inBars: false);
        Assert.Equal(far.Length, page.Texts.Count(t => string.Join(' ', t.Lines).Contains("some quantity on some system")));
        var line = page.Strokes.Single(s => s.Width == 1.2f && s.Pattern == 0).Points;
        Assert.Equal(line[1].X - line[0].X, line[0].Y - line[1].Y, 0.1f);
        Assert.Equal(page.Marks.Max(m => m.Value), page.Marks.MinBy(m => m.Center.Y)!.Value);
    }

    private static void Texts(Page page, bool inBars)
    {
        var picture = new SKRect(0, 0, Page.Width, page.Height);
        Assert.All(page.Texts, text =>
        {
            Assert.True(picture.Contains(text.Rect), $"'{text.Lines[0]}' leaves the picture: {text.Rect}");
            Assert.All(text.Lines, line => Assert.InRange(FigureFont.Width(line, text.Size), 0.1f,
                (text.Upright ? text.Rect.Height : text.Rect.Width) + Touch));
        });
        for (var i = 0; i < page.Texts.Count; i++)
            for (var j = 0; j < i; j++)
                Assert.False(Overlap(page.Texts[i].Rect, page.Texts[j].Rect),
                    $"'{page.Texts[i].Lines[0]}' {page.Texts[i].Rect} covers '{page.Texts[j].Lines[0]}' {page.Texts[j].Rect}");
        foreach (var text in page.Texts)
        {
            Assert.DoesNotContain(page.Marks, m => Overlap(text.Rect, SKRect.Create(m.Center.X - 3, m.Center.Y - 3, 6, 6)));
            Assert.DoesNotContain(inBars ? page.Boxes : [], box => Overlap(text.Rect, box.Rect));
            Assert.False(page.Strokes.Where(s => s.Color == Palette.Leader && s.Pattern == 0).Any(s => Crosses(s, text.Rect)),
                $"a line runs through '{text.Lines[0]}'");
        }
    }

    private static void Values(Page page, string kind, double[] values)
    {
        var picture = new SKRect(0, 0, Page.Width, page.Height);
        Assert.All(page.Marks, m => Assert.True(picture.Contains(m.Center.X, m.Center.Y)));
        Assert.All(page.Values, v => Assert.True(v.Rect.Left >= 0 && v.Rect.Top >= 0 && v.Rect.Right <= Page.Width
            && v.Rect.Bottom <= page.Height));
        if (kind is "gantt" or "matrix")
            return;
        if (kind.StartsWith("dots", StringComparison.Ordinal)) // none covers another
            Assert.Equal(page.Marks.Count, page.Marks.Select(m => ((int)(m.Center.X / 4), (int)(m.Center.Y / 4))).Distinct().Count());
        var shown = page.Marks.Select(m => m.Value).Concat(page.Values.Select(v => v.Value)).Where(v => !double.IsNaN(v)).ToLookup(v => v);
        Assert.All(values.Where(v => !double.IsNaN(v)),
            v => Assert.True(shown[v].Count() >= values.Count(o => o == v), $"{v} is not seen"));
    }

    private static bool Crosses(Stroke stroke, SKRect rect) => stroke.Points.Zip(stroke.Points.Skip(1)).Any(piece =>
        Enumerable.Range(0, 201).Select(i => i / 200f).Any(t => SKRect.Inflate(rect, -Touch, -Touch).Contains(
            piece.First.X + (piece.Second.X - piece.First.X) * t, piece.First.Y + (piece.Second.Y - piece.First.Y) * t)));

    private static bool Overlap(SKRect a, SKRect b) =>
        Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left) > Touch && Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Top, b.Top) > Touch;

    /// <summary>With an interval that reaches beyond zero.</summary>
    private static Estimate Wide(double value) => new(value, value - Math.Abs(value) * 1.5, value + Math.Abs(value) * 0.5, 5);
}
