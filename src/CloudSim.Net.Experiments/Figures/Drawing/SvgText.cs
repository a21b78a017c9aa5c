using System.Text.RegularExpressions;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>SVG that depends on nothing but the figure, with what made it.</summary>
internal static partial class SvgText
{
    /// <summary>Adds title and description.</summary>
    public static string Describe(string svg, string title, string description)
    {
        var text = Renumbered(svg.ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
        var begin = text.IndexOf('>', text.IndexOf("<svg", StringComparison.Ordinal)) + 1;
        return text.Insert(begin, $"\n<title>{Escape(title)}</title>\n<desc>{Escape(description)}</desc>");
    }

    private static string Escape(string text) =>
        Control().Replace(text, " ").Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

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

    [GeneratedRegex(@"[\x00-\x1F]")]
    private static partial Regex Control();
}
