using System.Globalization;
using System.Text.RegularExpressions;
using ScottPlot;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// A plot as SVG. The SVG writer knows no dashes (it complains on stderr and fills outlines), so lines are drawn whole and get theirs in
/// the text.
/// </summary>
internal static partial class SvgText
{
    public static string Of(Plot plot, int width, int height)
    {
        foreach (var line in plot.GetPlottables<ScottPlot.Plottables.Scatter>())
            line.LinePattern = LinePattern.Solid;
        foreach (var item in plot.Legend.ManualItems)
            item.LinePattern = LinePattern.Solid;
        var svg = plot.GetSvgXml(width, height).ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        foreach (var (color, dashes) in Palette.Dashed)
        {
            var stroke = string.Create(CultureInfo.InvariantCulture, $"stroke=\"{color}\" stroke-width=\"{FigureStyle.LineWidth}\"");
            svg = svg.Replace(stroke, $"{stroke} stroke-dasharray=\"{string.Join(' ', dashes)}\"");
        }
        return Renumbered(svg);
    }

    /// <summary>
    /// Clip paths are numbered through the whole process; here from one in each picture, so that it does not depend on what was drawn
    /// before.
    /// </summary>
    private static string Renumbered(string svg)
    {
        var numbers = new Dictionary<string, string>();
        return ClipPath()
            .Replace(svg, id => numbers.TryGetValue(id.Value, out var known) ? known : numbers[id.Value] = $"clip{numbers.Count + 1}");
    }

    [GeneratedRegex(@"\bcl_[0-9a-f]+\b")]
    private static partial Regex ClipPath();
}
