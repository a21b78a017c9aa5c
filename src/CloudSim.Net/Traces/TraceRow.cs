using System.Globalization;
using System.Runtime.InteropServices;

namespace CloudSim.Net.Traces;

/// <summary>One row of a table of text, for as long as it is the reader's own: its fields by column, each with what it may be.</summary>
public sealed class TraceRow
{
    private const int LongestKept = 128;

    private readonly string path;
    private readonly TraceLayout layout;
    private readonly IRecord records;

    // Words that were seen last, each in a place by its hash: names repeat from row to row.
    private readonly string?[] words = new string?[1 << 14];

    internal TraceRow(string path, TraceLayout layout, IRecord records) =>
        (this.path, this.layout, this.records) = (path, layout, records);

    /// <summary>Line in the file, from 1; the largest number where there are more.</summary>
    public int Line => (int)Math.Min(records.Line, int.MaxValue);

    /// <summary>How many fields it has.</summary>
    public int Count => records.Count;

    /// <summary>A field without the blanks around it; empty if the row has not so many.</summary>
    public string this[int column] => Word(Span(column));

    /// <summary>The same without a string: there until the next row is read.</summary>
    public ReadOnlySpan<char> Span(int column) => column < Count ? records[column].Trim() : [];

    /// <summary>A text that is not empty.</summary>
    /// <exception cref="InputException">It is.</exception>
    public string Text(int column) => this[column] is { Length: > 0 } text ? text : throw Wrong(column, "a text");

    /// <summary>A finite number within a range.</summary>
    /// <exception cref="InputException">It is none, or outside.</exception>
    public double Number(int column, double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        TraceNumber.TryParse(Span(column), out var value) && double.IsFinite(value) && value >= least && value <= most
            ? value : throw Wrong(column, Range("a number", least, most));

    /// <summary>A finite number within a range, or NaN where the field is empty.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public double NumberOrNaN(int column, double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        Span(column).IsEmpty ? double.NaN : Number(column, least, most);

    /// <summary>A whole number within a range; <c>12.0</c> is one.</summary>
    /// <exception cref="InputException">It is none, or outside, also beyond 64 bits.</exception>
    public long Whole(int column, long least = long.MinValue, long most = long.MaxValue) =>
        Whole(Span(column)) is { } value && value >= least && value <= most ? value
            : throw Wrong(column, Range("a whole number", least, most));

    /// <summary>One of these words.</summary>
    /// <exception cref="InputException">It is none of them.</exception>
    public string OneOf(int column, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Span(column).SequenceEqual(word))
                return word;
        throw Wrong(column, string.Join(", ", words!));
    }

    /// <summary>What is wrong with a field: named with its line, its column and its value.</summary>
    public InputException Wrong(int column, string right) => new(path, Line,
        $"{(column < layout.Columns.Count ? layout.Columns[column] : $"field {column + 1}")} is '{Printable.Of(this[column], most: 60)}'",
        right);

    /// <summary>What is wrong with the row.</summary>
    public InputException Wrong(string what, string right) => new(path, Line, what, right);

    private string Word(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestKept)
            return text.ToString();
        ref var kept = ref words[System.IO.Hashing.XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text)) % (uint)words.Length];
        return kept is not null && text.SequenceEqual(kept) ? kept : kept = text.ToString();
    }

    /// <summary>A whole number that a text is; null if it is none, or beyond 64 bits.</summary>
    internal static long? Whole(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
            : TraceNumber.TryParse(text, out var number) && number == Math.Floor(number) && Math.Abs(number) < 1L << 53 ? (long)number
            : null;

    internal static string Range(string what, double least, double most) => FormattableString.Invariant((least, most) switch
    {
        (double.NegativeInfinity or long.MinValue, double.PositiveInfinity or long.MaxValue) => $"{what}",
        (_, double.PositiveInfinity or long.MaxValue) => $"{what} from {least}",
        (double.NegativeInfinity or long.MinValue, _) => $"{what} to {most}",
        _ => $"{what} from {least} to {most}",
    });
}
