using ScottPlot;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// Colours (Okabe and Ito's, which colour-blind readers can tell apart), markers and line patterns, by number of the series.
/// </summary>
internal static class Palette
{
    private static readonly string[] Colors = ["#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#000000", "#F0E442"];

    private static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown,
        MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp, MarkerShape.OpenDiamond,
    ];

    private static readonly LinePattern[] Patterns =
    [
        LinePattern.Solid,
        new([12, 5], 0, "long dash"),
        new([3, 4], 0, "dot"),
        new([12, 4, 3, 4], 0, "dash dot"),
        new([6, 4], 0, "dash"),
    ];

    public static Color Color(int series) => ScottPlot.Color.FromHex(Colors[series % Colors.Length]);

    public static MarkerShape Marker(int series) => Markers[series % Markers.Length];

    /// <summary>Goes with the colour: series of the same colour have the same pattern.</summary>
    public static LinePattern Pattern(int series) => Patterns[series % Colors.Length % Patterns.Length];

    /// <summary>Each colour with its dashes (lengths of line and gap), where it has any.</summary>
    public static IEnumerable<(string Color, float[] Dashes)> Dashed =>
        Colors.Select((color, i) => (color, Pattern(i).Intervals)).Where(c => c.Intervals.Length > 0);
}
