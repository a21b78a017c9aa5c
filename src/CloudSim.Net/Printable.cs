using System.Buffers;
using System.Globalization;
using System.Text;

namespace CloudSim.Net;

/// <summary>
/// Text that may be shown on a terminal or written to a file, whatever a user's file held: characters that steer a terminal, break a line
/// or turn its direction are shown by their codes.
/// </summary>
public static class Printable
{
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c)]);

    /// <summary>
    /// The text with such characters as <c>\t</c>, <c>\n</c>, <c>\r</c> or <c>\u001b</c>; all others stay. What is longer than
    /// <paramref name="most"/> characters ends with <c>...</c>.
    /// </summary>
    public static string Of(string text, int most = int.MaxValue)
    {
        var cut = text.Length > most ? text[..most] + "..." : text;
        if (!cut.AsSpan().ContainsAnyExcept(Plain) || !cut.Any(Escaped))
            return cut;
        var shown = new StringBuilder(cut.Length + 8);
        for (var i = 0; i < cut.Length; i++)
            if (i + 1 < cut.Length && char.IsSurrogatePair(cut[i], cut[i + 1]))
                shown.Append(cut[i]).Append(cut[++i]);
            else if (Escaped(cut[i]))
                shown.Append(cut[i] switch
                {
                    '\t' => @"\t",
                    '\n' => @"\n",
                    '\r' => @"\r",
                    var other => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)other:x4}"),
                });
            else
                shown.Append(cut[i]);
        return shown.ToString();
    }

    private static bool Escaped(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
