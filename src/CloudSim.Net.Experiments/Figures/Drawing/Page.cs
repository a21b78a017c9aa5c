using ScottPlot;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>
/// All that a figure consists of, each thing at its place in units of half a pixel of the picture (from the left and the top): so that
/// nothing is drawn whose extent is not known.
/// </summary>
internal sealed class Page : IPlottable
{
    public const float Width = 800, Margin = 14;
    private const float Scale = 2;

    public float Height { get; set; }

    /// <summary>From the lowest layer up.</summary>
    public List<Stroke> Grid { get; } = [];

    /// <summary>White behind text that lies on the grid.</summary>
    public List<Box> Grounds { get; } = [];

    public List<Box> Boxes { get; } = [];

    public List<Stroke> Strokes { get; } = [];

    public List<Mark> Marks { get; } = [];

    public List<TextBox> Texts { get; } = [];

    /// <summary>Boxes that show a value, for those who look whether all do.</summary>
    public List<(SKRect Rect, double Value)> Values { get; } = [];

    /// <summary>The numbers of each axis.</summary>
    public List<IReadOnlyList<TextBox>> TickLabels { get; } = [];

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    /// <summary>
    /// Writes lines so that the point lies at this share of their width (0 left, 1 right) and height (0 top, 1 bottom).
    /// </summary>
    public TextBox Write(IReadOnlyList<string> lines, SKPoint at, float across, float down, float size, Color? color = null,
        bool upright = false, bool ground = false)
    {
        var extent = TextBox.Measure(lines, size);
        var (width, height) = upright ? (extent.Height, extent.Width) : (extent.Width, extent.Height);
        var rect = SKRect.Create(at.X - across * width, at.Y - down * height, width, height);
        var text = new TextBox(lines, rect, size, color ?? Palette.Ink, upright ? 0.5f : across, upright);
        if (ground)
            Grounds.Add(new(SKRect.Inflate(rect, 2, 0), Colors.White));
        Texts.Add(text);
        return text;
    }

    /// <summary>Puts all of another page below this one.</summary>
    public void Append(Page below)
    {
        var down = Height;
        SKRect Move(SKRect rect) => SKRect.Create(rect.Left, rect.Top + down, rect.Width, rect.Height);
        Stroke Lower(Stroke s) => s with { Points = [.. s.Points.Select(p => new SKPoint(p.X, p.Y + down))] };
        var texts = new Dictionary<TextBox, TextBox>(ReferenceEqualityComparer.Instance);
        foreach (var text in below.Texts)
            texts[text] = text with { Rect = Move(text.Rect) };
        Grid.AddRange(below.Grid.Select(Lower));
        Grounds.AddRange(below.Grounds.Select(b => b with { Rect = Move(b.Rect) }));
        Boxes.AddRange(below.Boxes.Select(b => b with { Rect = Move(b.Rect) }));
        Strokes.AddRange(below.Strokes.Select(Lower));
        Marks.AddRange(below.Marks.Select(m => m with { Center = new(m.Center.X, m.Center.Y + down) }));
        Texts.AddRange(below.Texts.Select(t => texts[t]));
        Values.AddRange(below.Values.Select(v => (Move(v.Rect), v.Value)));
        TickLabels.AddRange(below.TickLabels.Select(axis => (IReadOnlyList<TextBox>)[.. axis.Select(t => texts[t])]));
        Height += below.Height;
    }

    public byte[] Png()
    {
        using var plot = Plot();
        return plot.GetImageBytes((int)(Width * Scale), (int)(MathF.Ceiling(Height) * Scale), ImageFormat.Png);
    }

    public string Svg()
    {
        using var plot = Plot();
        return plot.GetSvgXml((int)(Width * Scale), (int)(MathF.Ceiling(Height) * Scale));
    }

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        Grid.ForEach(s => s.Draw(rp.Canvas));
        Grounds.ForEach(b => b.Draw(rp.Canvas));
        Boxes.ForEach(b => b.Draw(rp.Canvas));
        Strokes.ForEach(s => s.Draw(rp.Canvas));
        Marks.ForEach(m => m.Draw(rp));
        Texts.ForEach(t => t.Draw(rp.Canvas));
    }

    private Plot Plot()
    {
        var plot = new Plot { ScaleFactor = Scale };
        plot.FigureBackground.Color = plot.DataBackground.Color = Colors.White;
        plot.Layout.Frameless();
        plot.HideGrid();
        plot.Add.Plottable(this);
        return plot;
    }
}
