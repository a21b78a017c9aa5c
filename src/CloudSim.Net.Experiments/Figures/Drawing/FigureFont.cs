using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>
/// The one font of all figures, from the assembly itself: never the machine's, which may have none and then draws no text at all.
/// Text is measured with it too, so that nothing overlaps.
/// </summary>
internal static class FigureFont
{
    public const string Name = "DejaVu Sans";

    /// <summary>Of the size: from the top of a line to its base, and from line to line.</summary>
    public const float Ascent = 0.93f, LineHeight = 1.17f;

    private static readonly Lazy<SKTypeface> Typeface = new(Load);

    public static SKFont Of(float size) =>
        new(Typeface.Value, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };

    public static float Width(string text, float size)
    {
        using var font = Of(size);
        return font.MeasureText(text);
    }

    /// <exception cref="InvalidOperationException">The font cannot be loaded: a figure would have no text.</exception>
    private static SKTypeface Load()
    {
        using var data = typeof(FigureFont).Assembly.GetManifestResourceStream("DejaVuSans.ttf");
        return SKTypeface.FromStream(data)
            ?? throw new InvalidOperationException("the figures' font cannot be loaded; they would have no text");
    }
}
