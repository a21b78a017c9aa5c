using System.Text.RegularExpressions;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>Text as it stands in figures: units in their usual form, lines broken where they are too long.</summary>
internal static partial class Words
{
    /// <summary><c>us</c> to <c>µs</c>, <c>requests/s</c> to <c>requests per second</c>; <c>MB/s</c> stays a symbol.</summary>
    public static string Tidy(string text) =>
        Rate().Replace(Microseconds().Replace(text, "µs"), m => $"{m.Groups[1].Value} per {Unit(m.Groups[2].Value)}");

    /// <summary>The lines of a text, none wider than this: broken at spaces, a single word that is too wide also within.</summary>
    public static IReadOnlyList<string> Lines(string text, float size, float width)
    {
        var lines = new List<string> { "" };
        foreach (var part in Tidy(text).Split('\n'))
        {
            foreach (var word in part.Split(' ').SelectMany(w => Pieces(w, size, width)))
                if (lines[^1].Length == 0)
                    lines[^1] = word;
                else if (FigureFont.Width($"{lines[^1]} {word}", size) <= width)
                    lines[^1] += $" {word}";
                else
                    lines.Add(word);
            lines.Add("");
        }
        lines.RemoveAll(line => line.Length == 0);
        return lines;
    }

    /// <summary>As <see cref="Lines"/>, but narrower where that makes the last line longer: no word stands alone in it.</summary>
    public static IReadOnlyList<string> Even(string text, float size, float width)
    {
        var best = Lines(text, size, width);
        for (var narrower = width * 0.95f; best.Count > 1 && Short(best, size) && narrower > width / 3; narrower -= width * 0.05f)
        {
            var lines = Lines(text, size, narrower);
            if (lines.Count > best.Count)
                break;
            best = lines;
        }
        return best;
    }

    /// <summary>Whether every word fits, so that none is broken within.</summary>
    public static bool Fit(string text, float size, float width) =>
        Tidy(text).Split(' ', '\n').All(word => FigureFont.Width(word, size) <= width);

    /// <summary>Whether the last line is less than half as long as the longest.</summary>
    private static bool Short(IReadOnlyList<string> lines, float size) =>
        FigureFont.Width(lines[^1], size) < lines.Max(l => FigureFont.Width(l, size)) / 2;

    private static IEnumerable<string> Pieces(string word, float size, float width)
    {
        while (FigureFont.Width(word, size) > width && word.Length > 1)
        {
            var length = word.Length - 1;
            while (length > 1 && FigureFont.Width(word[..length], size) > width)
                length--;
            if (char.IsHighSurrogate(word[length - 1]) && length > 1)
                length--;
            yield return word[..length];
            word = word[length..];
        }
        yield return word;
    }

    private static string Unit(string symbol) => symbol == "s" ? "second" : symbol;

    [GeneratedRegex(@"(?<=\()us\b|(?<=\d ?)us\b")]
    private static partial Regex Microseconds();

    [GeneratedRegex(@"(?<![/\w])([a-z]{4,})/(s|ms|µs|min|h)\b")]
    private static partial Regex Rate();
}
