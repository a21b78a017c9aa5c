namespace CloudSim.Net.Traces.Formats;

/// <summary>The line that names a table's columns, where a format is not read without one.</summary>
internal static class HeaderLine
{
    /// <summary>The names in a file's first line.</summary>
    /// <exception cref="InputException">They are not, or do not begin with, those that are wanted.</exception>
    public static IReadOnlyList<string> Of(TraceReading reading, params ReadOnlySpan<string> columns)
    {
        var head = new TraceHead(reading.Path);
        var names = Array.ConvertAll(head.Fields(0), name => name.Trim().Trim('"'));
        if (head.HasColumns(',', columns))
            return names;
        var other = names.Length == 1 && head.First.AsSpan().IndexOfAny(";\t|") is >= 0 and var at ? head.First[at] : ',';
        throw new InputException(reading.Path, 1, other == ','
            ? $"'{Printable.Of(head.First, most: 60)}' are not the columns"
            : $"1 field, as '{(other == '\t' ? @"\t" : other)}' stands between the columns, not ','",
            $"{columns.Length} columns: {string.Join(',', columns!)}");
    }

    /// <summary>Yes or no.</summary>
    public static string Word(bool value) => value ? "yes" : "no";
}
