using ScottPlot;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>
/// A line through points. Dashes are cut here: Skia's SVG writer knows none.
/// </summary>
internal sealed record Stroke(IReadOnlyList<SKPoint> Points, Color Color, float Width = 1, int Pattern = 0)
{
    public void Draw(SKCanvas canvas)
    {
        using var paint = new SKPaint
        {
            Color = Color.ToSKColor(), IsAntialias = true, IsStroke = true, StrokeWidth = Width, StrokeJoin = SKStrokeJoin.Round,
        };
        foreach (var piece in Pattern == 0 ? [Points] : Pieces(Points, Palette.Dashes[Pattern]))
        {
            using var path = new SKPath();
            path.AddPoly([.. piece], close: false);
            canvas.DrawPath(path, paint);
        }
    }

    private static IEnumerable<IReadOnlyList<SKPoint>> Pieces(IReadOnlyList<SKPoint> points, float[] dashes)
    {
        var (piece, dash, left) = (new List<SKPoint> { points[0] }, 0, dashes[0]);
        for (var i = 1; i < points.Count; i++)
        {
            var (from, length) = (points[i - 1], SKPoint.Distance(points[i - 1], points[i]));
            var done = 0f;
            while (length - done > left)
            {
                done += left;
                var end = new SKPoint(from.X + (points[i].X - from.X) * done / length, from.Y + (points[i].Y - from.Y) * done / length);
                if (dash % 2 == 0)
                    yield return [.. piece, end];
                piece = [end];
                dash = (dash + 1) % dashes.Length;
                left = dashes[dash];
            }
            left -= length - done;
            piece.Add(points[i]);
        }
        if (dash % 2 == 0 && piece.Count > 1)
            yield return piece;
    }
}
