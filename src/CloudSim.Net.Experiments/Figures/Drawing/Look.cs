using ScottPlot;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>How a series is drawn.</summary>
/// <param name="Color">Of its lines, markers and bars.</param>
/// <param name="Marker">Its marker, which tells it from others in print without colours.</param>
/// <param name="Pattern">Its line pattern, of <see cref="Palette.Dashes"/>.</param>
internal readonly record struct Look(Color Color, MarkerShape Marker, int Pattern);
