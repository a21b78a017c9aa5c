using ScottPlot;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>
/// Colours that colour-blind readers can tell apart (Okabe and Ito's without the yellow, which is not seen on white, and three more),
/// markers and line patterns.
/// </summary>
internal static class Palette
{
    public static readonly Color Ink = Color.FromHex("#222222"), Grey = Color.FromHex("#555555"), Faint = Color.FromHex("#DDDDDD"),
        Leader = Color.FromHex("#999999");

    public static readonly Color Black = Color.FromHex("#000000"), Blue = Color.FromHex("#0072B2"), Orange = Color.FromHex("#E69F00"),
        Green = Color.FromHex("#009E73"), Vermillion = Color.FromHex("#D55E00"), Pink = Color.FromHex("#CC79A7"),
        Sky = Color.FromHex("#56B4E9"), Violet = Color.FromHex("#5D3A9B"), Brown = Color.FromHex("#7A4B00"),
        Ash = Color.FromHex("#8A8A8A");

    private static readonly Color[] Colors = [Blue, Orange, Green, Vermillion, Pink, Sky, Violet, Ash, Brown, Black];

    private static readonly MarkerShape[] Markers =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown, MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp,
        MarkerShape.OpenDiamond, MarkerShape.OpenTriangleDown, MarkerShape.Eks,
    ];

    /// <summary>Lengths of line and gap; none for a solid line.</summary>
    public static readonly float[][] Dashes = [[], [12, 5], [3, 4], [12, 4, 3, 4], [6, 4]];

    /// <summary>The n-th look; the first 110 differ in colour and marker.</summary>
    public static Look Number(int n) => new(Colors[n % Colors.Length], Markers[n % Markers.Length], n % Dashes.Length);

    /// <summary>The colour mixed with white: the n-th that is told apart from others of it, in bars, which have no marker.</summary>
    public static Color Tint(Color color, int n)
    {
        var white = 1 - Math.Pow(0.62, n);
        return new(Mix(color.R), Mix(color.G), Mix(color.B));

        byte Mix(byte part) => (byte)Math.Round(part + (255 - part) * white);
    }

    /// <summary>The n-th look of this colour.</summary>
    public static Look Number(int n, Color color) => Number(n) with { Color = color };
}
