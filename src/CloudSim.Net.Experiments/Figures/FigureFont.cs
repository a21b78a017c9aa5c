using ScottPlot;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// The one font of all figures, from the assembly itself: never the machine's, which may have none and then draws no text at all.
/// </summary>
internal sealed class FigureFont : IFontResolver
{
    public const string Name = "DejaVu Sans";

    private static readonly Lazy<SKTypeface> Typeface = new(Load);
    private static readonly Lazy<bool> Installed = new(Install);

    /// <summary>Makes the plots of this process use the font.</summary>
    /// <exception cref="InvalidOperationException">The font cannot be loaded: a figure would have no text.</exception>
    public static void Use() => _ = Installed.Value;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) => Typeface.Value;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => Typeface.Value;

    private static bool Install()
    {
        _ = Typeface.Value;
        Fonts.FontResolvers.Clear();
        Fonts.FontResolvers.Add(new FigureFont());
        Fonts.Default = Fonts.Sans = Fonts.Serif = Fonts.Monospace = Name;
        return true;
    }

    private static SKTypeface Load()
    {
        using var data = typeof(FigureFont).Assembly.GetManifestResourceStream("DejaVuSans.ttf");
        return SKTypeface.FromStream(data)
            ?? throw new InvalidOperationException("the figures' font cannot be loaded; they would have no text");
    }
}
