using CloudSim.Net.Experiments.Figures.Drawing;
using CloudSim.Net.Experiments.Statistics;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Intervals. Where one goes on beyond the axis it ends in an arrow, not in a bar.</summary>
internal static class Whiskers
{
    private const float HalfCap = 4, Width = 1.3f, Arrow = 4, ThinWidth = 1.1f, ThinCap = 2.5f;

    /// <summary>The ends of an interval; the mean where there is none.</summary>
    public static (double Low, double High) Ends(Estimate value) =>
        double.IsNaN(value.Ci95Low) || double.IsNaN(value.Ci95High) ? (value.Mean, value.Mean) : (value.Ci95Low, value.Ci95High);

    /// <summary>Values that an axis has to show for an estimate.</summary>
    public static double[] Shown(Estimate value) => [value.Mean, Ends(value).Low, Ends(value).High];

    /// <param name="chart">The chart.</param>
    /// <param name="x">Where it stands.</param>
    /// <param name="value">The value.</param>
    /// <param name="bar">Whether it lies on a bar, which may be as dark.</param>
    public static void Upright(Chart chart, float x, Estimate value, bool bar = false) =>
        Draw(chart, value, chart.Y!, place => new(x, chart.PlaceY(place)), new(0, -1), bar);

    public static void Flat(Chart chart, float y, Estimate value, bool bar = false) =>
        Draw(chart, value, chart.X!, place => new(chart.PlaceX(place), y), new(1, 0), bar);

    /// <summary>A thin line with small caps, from low to high, for an interval of another kind; an arrow where it goes on.</summary>
    public static void Thin(Chart chart, float y, double low, double high)
    {
        chart.Page.Strokes.Add(new([new(chart.PlaceX(low), y), new(chart.PlaceX(high), y)], Palette.Leader, ThinWidth));
        foreach (var end in new[] { low, high })
            if (chart.X!.Beyond(end) is var side and not 0)
                Point(chart.Page, new(chart.PlaceX(end), y), new(side, 0), Palette.Leader);
            else
                chart.Page.Strokes.Add(new([new(chart.PlaceX(end), y - ThinCap), new(chart.PlaceX(end), y + ThinCap)], Palette.Leader,
                    ThinWidth));
    }

    /// <summary>An arrow whose point is here.</summary>
    public static void Point(Page page, SKPoint at, SKPoint toward, ScottPlot.Color color)
    {
        var (back, side) = (new SKPoint(-toward.X * Arrow, -toward.Y * Arrow), new SKPoint(toward.Y * Arrow, -toward.X * Arrow));
        page.Strokes.Add(new([at + back + side, at, at + back - side], color, Width));
    }

    private static void Draw(Chart chart, Estimate value, Scale scale, Func<double, SKPoint> place, SKPoint up, bool bar)
    {
        var (low, high) = Ends(value);
        if (!(high > low) || (scale.Beyond(low) != 0 && scale.Beyond(low) == scale.Beyond(high)))
            return;
        if (bar)
            chart.Page.Strokes.Add(new([place(low), place(high)], ScottPlot.Colors.White, 3 * Width));
        chart.Page.Strokes.Add(new([place(low), place(high)], Palette.Ink, Width));
        End(chart.Page, place(low), scale.Beyond(low), up);
        End(chart.Page, place(high), scale.Beyond(high), up);
    }

    private static void End(Page page, SKPoint at, int beyond, SKPoint up)
    {
        var cap = new SKPoint(up.Y * HalfCap, up.X * HalfCap);
        if (beyond == 0)
            page.Strokes.Add(new([at - cap, at + cap], Palette.Ink, Width));
        else
            Point(page, at, new(up.X * beyond, up.Y * beyond), Palette.Ink);
    }
}
