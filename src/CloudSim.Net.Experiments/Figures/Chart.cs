using CloudSim.Net.Experiments.Figures.Drawing;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// The frame of a figure: title, axes, grid and legend. It is planned by its properties, then laid out across, then down; what depends on
/// places across (how high a band is, say) can be set in between.
/// </summary>
internal sealed class Chart(Heading heading)
{
    public const float NumberSize = 11, LabelSize = 12.5f, NameSize = 11.5f;
    private const float TitleSize = 15, SubtitleSize = 11, TickLength = 5, LongestName = 200;

    /// <summary>Room for half a number at either end of the axis across.</summary>
    public const float HalfNumber = 47;

    public Page Page { get; } = new();

    /// <summary>The axis across, where it has numbers.</summary>
    public Scale? X { get; init; }

    /// <summary>The axis up, where it has numbers.</summary>
    public Scale? Y { get; init; }

    /// <summary>Values of the data where the axis across has its numbers, or none.</summary>
    public IReadOnlyList<double> At { get; init; } = [];

    /// <summary>Names from the top, where there is no axis up.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>The height of each row at least.</summary>
    public float RowHeight { get; init; }

    /// <summary>Names from the left, where there is no axis across.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The height of the axis up.</summary>
    public float Height { get; set; } = 330;

    /// <summary>Left of the data at least: so that charts one above the other begin at one place.</summary>
    public float LeftWidth { get; set; } = HalfNumber;

    /// <summary>Right of the data: for labels.</summary>
    public float RightWidth { get; set; } = HalfNumber;

    /// <summary>Between heading and data: for labels.</summary>
    public float TopHeight { get; set; }

    /// <summary>Within the data, beyond the ends of the axes: for what lies there, and for numbers.</summary>
    public (float Left, float Top, float Right, float Bottom) Inset { get; set; }

    public IReadOnlyList<LegendEntry> Legend { get; set; } = [];

    /// <summary>Where the data are; and of that the part that the axes span.</summary>
    public SKRect Data { get; private set; }

    public SKRect Main { get; private set; }

    public float RowTop(int row) => Main.Top + row * RowPitch;

    public float RowPitch => MathF.Max(RowHeight, RowLines.Count == 0 ? 0
        : RowLines.Max(l => l.Count) * NameSize * FigureFont.LineHeight + 4);

    public float PlaceX(double value) => Main.Left + (float)X!.Share(value) * Main.Width;

    public float PlaceY(double value) => Main.Bottom - (float)Y!.Share(value) * Main.Height;

    public float ColumnCenter(double column) => Main.Left + (float)((column + 0.5) / Columns.Count) * Main.Width;

    private IReadOnlyList<IReadOnlyList<string>> RowLines => field ??= [.. Rows.Select(r => Words.Lines(r, NameSize, LongestName))];

    private IReadOnlyList<Tick> TicksY => field ??= Y is null ? [] : Ticks.Of(Y, Height, _ => (26, 16));

    private IReadOnlyList<string> LabelY => field ??= Y is null ? [] : Words.Even(Y.Label, LabelSize, Height);

    /// <summary>Fixes the places across.</summary>
    public Chart Across()
    {
        var names = Rows.Count > 0
            ? RowLines.Max(l => TextBox.Measure(l, NameSize).Width)
            : TicksY.Select(t => FigureFont.Width(t.Text, NumberSize)).DefaultIfEmpty().Max()
                + TextBox.Measure(LabelY, LabelSize).Height + 10;
        var left = MathF.Max(Page.Margin + names + TickLength + 5, LeftWidth);
        Data = new(left, 0, Page.Width - MathF.Max(RightWidth, Page.Margin), 0);
        Main = new(Data.Left + Inset.Left, 0, Data.Right - Inset.Right, 0);
        return this;
    }

    /// <summary>Fixes the places down and draws the frame.</summary>
    public Chart Down()
    {
        if (Rows.Count > 0)
            Height = Rows.Count * RowPitch;
        var top = Head() + TopHeight;
        Data = new(Data.Left, top, Data.Right, top + Inset.Top + Height + Inset.Bottom);
        Main = new(Main.Left, top + Inset.Top, Main.Right, top + Inset.Top + Height);
        Left();
        var end = ChartLegend.Draw(Page, Legend, Data.Left, Bottom());
        Page.Height = MathF.Ceiling(end + Page.Margin);
        return this;
    }

    private float Head()
    {
        var top = Page.Margin;
        Write(heading.Title, TitleSize, Palette.Ink);
        Write(heading.Subtitle ?? "", SubtitleSize, Palette.Grey);
        return top + 12;

        void Write(string text, float size, ScottPlot.Color color)
        {
            if (Words.Even(text, size, Page.Width - 2 * Page.Margin) is { Count: > 0 } lines)
                top = Page.Write(lines, new(Page.Margin, top), 0, 0, size, color).Rect.Bottom + 3;
        }
    }

    private void Left()
    {
        Page.Strokes.Add(new([new(Data.Left, Data.Top), new(Data.Left, Data.Bottom)], Palette.Ink));
        for (var row = 0; row < Rows.Count; row++)
            Page.Write(RowLines[row], new(Data.Left - TickLength - 3, RowTop(row) + RowPitch / 2), 1, 0.5f, NameSize);
        var labels = new List<TextBox>();
        foreach (var tick in TicksY)
        {
            var y = Main.Bottom - (float)tick.Share * Main.Height;
            Page.Strokes.Add(new([new(Data.Left - (tick.Text.Length > 0 ? TickLength : 2.5f), y), new(Data.Left, y)], Palette.Ink));
            if (tick.Text.Length == 0)
                continue;
            Page.Grid.Add(new([new(Data.Left, y), new(Data.Right, y)], Palette.Faint));
            labels.Add(Page.Write([tick.Text], new(Data.Left - TickLength - 3, y), 1, 0.5f, NumberSize));
        }
        if (Y is null)
            return;
        Page.TickLabels.Add(labels);
        Page.Write(LabelY, new(Page.Margin, Main.MidY), 0, 0.5f, LabelSize, upright: true);
        if (Y.CrossesZero)
            Page.Strokes.Add(new([new(Data.Left, PlaceY(0)), new(Data.Right, PlaceY(0))], Palette.Ink));
    }

    private float Bottom()
    {
        Page.Strokes.Add(new([new(Data.Left, Data.Bottom), new(Data.Right, Data.Bottom)], Palette.Ink));
        var below = Data.Bottom + TickLength + 5;
        if (X is null)
            return below + Columns.Select((name, i) => Page.Write(Words.Lines(name, NameSize, Main.Width / Columns.Count - 8),
                new(ColumnCenter(i), below), 0.5f, 0, NameSize).Rect.Height).DefaultIfEmpty().Max();
        var labels = new List<TextBox>();
        foreach (var tick in Ticks.Of(X, Main.Width, Extent, At))
        {
            var x = Main.Left + (float)tick.Share * Main.Width;
            Page.Strokes.Add(new([new(x, Data.Bottom), new(x, Data.Bottom + (tick.Text.Length > 0 ? TickLength : 2.5f))], Palette.Ink));
            if (tick.Text.Length == 0)
                continue;
            Page.Grid.Add(new([new(x, Data.Top), new(x, Data.Bottom)], Palette.Faint));
            labels.Add(Page.Write([tick.Text], new(x, below), 0.5f, 0, NumberSize));
        }
        Page.TickLabels.Add(labels);
        if (X.CrossesZero)
            Page.Strokes.Add(new([new(PlaceX(0), Data.Top), new(PlaceX(0), Data.Bottom)], Palette.Ink));
        var numbers = below + NumberSize * FigureFont.LineHeight;
        return X.Label.Length == 0 ? numbers
            : Page.Write(Words.Even(X.Label, LabelSize, Data.Width), new(Data.MidX, numbers + 6), 0.5f, 0, LabelSize).Rect.Bottom;
    }

    private static (float, float) Extent(string text)
    {
        var width = FigureFont.Width(text, NumberSize);
        return (MathF.Max(45, width + 14), width + 6);
    }
}
