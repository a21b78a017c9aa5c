using System.Buffers;
using System.Globalization;
using System.Text;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>
/// A series as CSV, in the form of <see cref="Output.CsvTable"/> but with numbers in full. It writes a row at a time without allocation,
/// which tables of millions of rows need.
/// </summary>
internal sealed class CsvSeries<TRow> : ISeriesWriter<TRow>
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"");

    private readonly StreamWriter writer;
    private readonly IReadOnlyList<SeriesColumn<TRow>> columns;
    private readonly char[] number = new char[32];

    public CsvSeries(Stream stream, IReadOnlyList<SeriesColumn<TRow>> columns)
    {
        (writer, this.columns) = (new StreamWriter(stream, new UTF8Encoding(false), 1 << 16), columns);
        writer.Write(string.Join(',', columns.Select(column => column.Name)));
        writer.Write('\n');
    }

    public void Add(TRow row)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0)
                writer.Write(',');
            Write(columns[i], row);
        }

        writer.Write('\n');
    }

    public void Abandon() => writer.Dispose();

    public void Dispose() => writer.Dispose();

    private void Write(SeriesColumn<TRow> column, TRow row)
    {
        if (column.Text is { } text)
            Write(text(row));
        else if (column.Whole is { } whole)
            Write(whole(row));
        else if (column.Number!(row) is { } value && !double.IsNaN(value))
            Write(value);
    }

    private void Write<T>(T value) where T : struct, ISpanFormattable
    {
        _ = value.TryFormat(number, out var length, default, CultureInfo.InvariantCulture);
        writer.Write(number.AsSpan(0, length));
    }

    private void Write(string text)
    {
        text = Printable.Of(text);
        var isQuoted = text.AsSpan().ContainsAny(Quoted) || text.StartsWith(' ') || text.EndsWith(' ');
        writer.Write(isQuoted ? $"\"{text.Replace("\"", "\"\"")}\"" : text);
    }
}
