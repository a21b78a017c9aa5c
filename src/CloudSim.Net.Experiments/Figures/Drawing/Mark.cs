using ScottPlot;
using SkiaSharp;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>A marker.</summary>
/// <param name="Center">Its place.</param>
/// <param name="Look">Its shape and colour.</param>
/// <param name="Value">The value that it shows; NaN in a legend.</param>
/// <param name="Size">Its size.</param>
internal sealed record Mark(SKPoint Center, Look Look, double Value, float Size = 8)
{
    public void Draw(RenderPack pack) => new MarkerStyle(Look.Marker, Size, Look.Color)
    {
        LineColor = Look.Color,
        LineWidth = 1.8f,
    }.Render(pack, new Pixel(Center.X, Center.Y));
}
