using System.Text;

namespace CloudSim.Net.Traces;

/// <summary>
/// The rows of a table of text, one after the other, in bounded memory. Lines end with LF, CRLF or a lone CR, also mixed; a byte order mark
/// before the first and blank lines after the last are no rows.
/// </summary>
internal sealed class TraceRows : IDisposable
{
    private readonly string path;
    private readonly TraceLayout layout;
    private readonly InputStream stream;
    private readonly StreamReader reader;
    private readonly TextRecords records;
    private int? blank;
    private bool hasHeader, isRefused;

    public TraceRows(string path, TraceLayout layout)
    {
        (this.path, this.layout) = (path, layout);
        stream = InputFiles.Stream(path);
        reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, 1 << 16);
        records = new TextRecords(reader, path, layout.Separator);
        Row = new TraceRow(path, layout, records);
        hasHeader = layout.HasHeader;
    }

    /// <summary>The row that <see cref="Next"/> has read.</summary>
    public TraceRow Row { get; }

    /// <summary>Fewest fields of a row so far.</summary>
    public int FewestColumns { get; private set; } = int.MaxValue;

    /// <summary>Most fields of a row so far.</summary>
    public int MostColumns { get; private set; }

    /// <summary>Lines that begin as a comment.</summary>
    public long Comments { get; private set; }

    /// <summary>The names in the header.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>How lines end: LF, CRLF, CR, or mixed.</summary>
    public string LineEnd => stream.LineEnds switch
    {
        (_, 0, 0) => "LF", (0, _, 0) => "CRLF", (0, 0, _) => "CR", _ => "mixed",
    };

    /// <summary>Whether the last line has an end.</summary>
    public bool EndsWithLineEnd => stream.EndsWithLineEnd;

    /// <summary>Bytes of the file that are read, packed or not.</summary>
    public long Consumed => stream.Consumed;

    /// <summary>Whether the file cannot be read on, so that what was thrown is not of one row.</summary>
    public bool IsBroken => records.IsBroken;

    /// <summary>Reads the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InputException">It has another number of fields, or stands after a blank line.</exception>
    public bool Next()
    {
        // What stands after a blank line is still a row, if that line is left out.
        while (isRefused || records.Next())
        {
            isRefused = false;
            if (Row.Count == 0 || (Row.Count == 1 && Row.Span(0).IsEmpty))
            {
                blank ??= Row.Line;
                continue;
            }

            if (layout.Comment is { } comment && Row.Span(0) is [var begin, ..] && begin == comment)
            {
                Comments++;
                continue;
            }

            if (blank is { } at)
            {
                (blank, isRefused) = (null, true);
                throw new InputException(path, at, "nothing", "rows without blank lines between them");
            }

            if (hasHeader)
            {
                hasHeader = false;
                Header = [.. Enumerable.Range(0, Row.Count).Select(i => Row[i])];
                continue;
            }

            (FewestColumns, MostColumns) = (Math.Min(FewestColumns, Row.Count), Math.Max(MostColumns, Row.Count));
            if (Row.Count < layout.Columns.Count - layout.Optional || Row.Count > layout.Columns.Count)
                throw new InputException(path, Row.Line, Count(), Expected());
            return true;
        }

        return false;
    }

    public void Dispose() => reader.Dispose();

    private string Count()
    {
        var seen = Row.Count == 1 && Row[0].AsSpan().IndexOfAny(";,\t|") is >= 0 and var i ? Row[0][i] : ' ';
        return $"{Row.Count} {(Row.Count == 1 ? "field" : "fields")}" + (seen == ' ' ? ""
            : $", as '{(seen == '\t' ? @"\t" : seen)}' stands between them, not {(layout.Separator == ' ' ? "blanks"
                : $"'{layout.Separator}'")}");
    }

    private string Expected()
    {
        var (most, names) = (layout.Columns.Count, string.Join(layout.Separator, layout.Columns.Take(24)));
        return $"{(layout.Optional > 0 ? $"{most - layout.Optional} to " : "")}{most} fields: {names}{(most > 24 ? ", ..." : "")}";
    }
}
