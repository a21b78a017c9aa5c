using System.Globalization;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Experiments.Text;

namespace CloudSim.Net.Experiments.Output;

/// <summary>
/// Prints records as plain aligned text, the same on a terminal and in a pipe. A table too wide for 80 columns is turned,
/// a line a property, if that fits better.
/// </summary>
internal static class TextTable
{
    private const int Width = 80;
    private const string Gap = "  ";

    public static void Write<TRow>(TextWriter writer, IReadOnlyList<TRow> rows)
    {
        var columns = Column.Of(typeof(TRow));
        var upright = columns
            .Select(c => new Strip(Header(c.Name), [.. rows.Select(row => Text(c.Get(row!)))], c.IsNumber))
            .ToList();
        var turned = Turned(upright, rows.Count);
        var table = WidthOf(upright) > Width && WidthOf(turned) < WidthOf(upright) ? turned : upright;
        foreach (var line in Lines(table))
            writer.Write(line.TrimEnd() + "\n");
        writer.Flush();
    }

    /// <summary>One column of the page: header lines, cells, and to which side they are set.</summary>
    private sealed record Strip(string[] Header, string[] Cells, bool Right)
    {
        public int Width { get; } = Header.Concat(Cells).Max(c => c.Length);

        public string Set(string text) => Right ? text.PadLeft(Width) : text.PadRight(Width);
    }

    private static IEnumerable<string> Lines(List<Strip> strips)
    {
        var height = strips.Max(s => s.Header.Length);
        for (var i = 0; i < height; i++)
            yield return string.Join(Gap, strips.Select(s => s.Set(s.Header.ElementAtOrDefault(i - height + s.Header.Length) ?? "")));
        if (height > 0)
            yield return string.Join(Gap, strips.Select(s => new string('-', s.Width)));
        for (var i = 0; i < strips[0].Cells.Length; i++)
            yield return string.Join(Gap, strips.Select(s => s.Set(s.Cells[i])));
    }

    /// <summary>Rows become columns; the first column's cells become the headers.</summary>
    private static List<Strip> Turned(List<Strip> strips, int rows) =>
    [
        new Strip([string.Join(' ', strips[0].Header)], [.. strips.Skip(1).Select(s => string.Join(' ', s.Header))], false),
        .. Enumerable.Range(0, rows)
            .Select(row => new Strip(strips[0].Cells[row].Split(' '), [.. strips.Skip(1).Select(s => s.Cells[row])], true)),
    ];

    private static int WidthOf(List<Strip> strips) => strips.Sum(s => s.Width) + Gap.Length * (strips.Count - 1);

    private static string[] Header(string column) => column.Split('_');

    private static string Text(object? value) => value switch
    {
        null => "-",
        Estimate e => e.ToString(),
        double x => Formatting.Short(x),
        float x => Formatting.Short(x),
        bool x => x ? "yes" : "no",
        Enum x => Formatting.Snake(x.ToString()).Replace('_', ' '),
        int or long => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString("#,0", CultureInfo.InvariantCulture),
        _ => Printable.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };
}
