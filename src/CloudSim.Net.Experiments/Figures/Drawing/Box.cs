using ScottPlot;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>A filled rectangle.</summary>
internal sealed record Box(SKRect Rect, Color Fill, Color? Outline = null, float LineWidth = 1)
{
    public void Draw(SKCanvas canvas)
    {
        using var paint = new SKPaint { Color = Fill.ToSKColor(), IsAntialias = true };
        canvas.DrawRect(Rect, paint);
        if (Outline is not { } color)
            return;
        (paint.Color, paint.IsStroke, paint.StrokeWidth) = (color.ToSKColor(), true, LineWidth);
        canvas.DrawRect(Rect, paint);
    }
}
