using ScottPlot;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>Text at its place.</summary>
/// <param name="Lines">Its lines.</param>
/// <param name="Rect">What it covers.</param>
/// <param name="Size">The font's size.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Align">Of its lines: 0 left, 0.5 centred, 1 right.</param>
/// <param name="Upright">Whether it is turned to read from below.</param>
internal sealed record TextBox(IReadOnlyList<string> Lines, SKRect Rect, float Size, Color Color, float Align, bool Upright)
{
    /// <summary>Width and height of lines that are not turned.</summary>
    public static SKSize Measure(IReadOnlyList<string> lines, float size) =>
        new(lines.Count == 0 ? 0 : lines.Max(l => FigureFont.Width(l, size)), lines.Count * size * FigureFont.LineHeight);

    public void Draw(SKCanvas canvas)
    {
        using var font = FigureFont.Of(Size);
        using var paint = new SKPaint { Color = Color.ToSKColor(), IsAntialias = true };
        var width = Upright ? Rect.Height : Rect.Width;
        canvas.Save();
        canvas.Translate(Rect.Left, Upright ? Rect.Bottom : Rect.Top);
        if (Upright)
            canvas.RotateDegrees(-90);
        for (var i = 0; i < Lines.Count; i++)
            canvas.DrawText(Lines[i], Align * (width - FigureFont.Width(Lines[i], Size)),
                Size * (FigureFont.Ascent + i * FigureFont.LineHeight), SKTextAlign.Left, font, paint);
        canvas.Restore();
    }
}
