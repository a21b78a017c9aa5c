using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// A table in a Parquet file, read by groups of rows and in these by column: a group is what is in memory at once. The one place that opens
/// such files (parquet.apache.org/docs/file-format). Faults name the row, from 1, in the place of a line.
/// </summary>
internal sealed class ParquetTable : IDisposable
{
    private const int MostRowsOfGroup = 1 << 27;

    private static readonly ConditionalWeakTable<TraceHead, IReadOnlyList<string>> Seen = [];

    private readonly string path;
    private readonly Stream stream;
    private readonly ParquetReader reader;
    private readonly ParquetSchema schema;
    private readonly List<ParquetColumn> columns = [];

    public ParquetTable(string path)
    {
        this.path = path;
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            throw new InputException(path, null, "is a packed Parquet file", "one that is unpacked: it packs its columns itself");
        stream = InputFiles.Bytes(path);
        try
        {
            Try(() =>
            {
                ParquetFooter.Check(stream);
                return true;
            });
            reader = Try(() => ParquetReader.CreateAsync(stream, new ParquetOptions { TreatByteArrayAsString = true },
                leaveStreamOpen: true).GetAwaiter().GetResult());
            // Made when it is asked for.
            schema = Try(() => reader.Schema);
        }
        catch (InputException)
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The columns' names; of a nested one that of the outermost.</summary>
    public IReadOnlyList<string> Names => [.. schema.Fields.Select(column => column.Name)];

    /// <summary>The names of the columns of a file; empty if it is none of Parquet.</summary>
    public static IReadOnlyList<string> NamesIn(TraceHead head) => Seen.GetValue(head, static of =>
    {
        if (!of.Magic.StartsWith("PAR1", StringComparison.Ordinal) || of.IsPacked)
            return [];
        try
        {
            using var table = new ParquetTable(of.Path);
            return table.Names;
        }
        catch (InputException)
        {
            return [];
        }
    });

    /// <summary>The first of these columns that there is; null if there is none of them, of numbers or texts.</summary>
    public ParquetColumn? Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (schema.GetDataFields().FirstOrDefault(field => field.Path.FirstPart == name) is { } field)
                return Column(field);
        return null;
    }

    /// <summary>The first of these columns that there is.</summary>
    /// <exception cref="InputException">There is none of them.</exception>
    public ParquetColumn Need(params ReadOnlySpan<string> names) => Find(names)
        ?? throw new InputException(path, null, $"has no column {string.Join(" or ", names!)} of numbers or texts",
            $"a column of that name, not only {Printable.Of(string.Join(", ", Names), most: 200)}");

    /// <summary>Hands out each row by its place in its group and its number, from 1; the columns that were found have its values.</summary>
    public void Read(Action<int, int> use)
    {
        var row = 0L;
        for (var number = 0; number < reader.RowGroupCount; number++)
        {
            var rows = Try(() => Load(number));
            for (var i = 0; i < rows; i++)
                use(i, (int)Math.Min(++row, int.MaxValue));
        }
    }

    /// <summary>Reports what the footer says: size, rows, columns with their types, groups, codec and writer.</summary>
    public void Report(TraceReading reading)
    {
        var chunks = reader.Metadata!.RowGroups.SelectMany(group => group.Columns);
        var fields = schema.GetDataFields();
        reading.Figure("bytes", new FileInfo(path).Length, "B");
        reading.Figure("rows", reader.Metadata.NumRows);
        reading.Figure("columns", fields.Length);
        reading.Figure("column_names", string.Join(' ', fields.Select(field =>
            $"{string.Join('.', field.Path.ToList())}:{field.SchemaElement?.Type}")));
        reading.Figure("row_groups", reader.RowGroupCount);
        reading.Figure("compression", string.Join(' ', chunks.Select(chunk => chunk.MetaData?.Codec.ToString()).Distinct()));
        reading.Figure("created_by", reader.Metadata.CreatedBy ?? "");
    }

    /// <summary>What is wrong with a row.</summary>
    public InputException Wrong(int row, string what, string right) => new(path, row, what, right);

    /// <summary>A value of a row that is finite and within a range.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public double Number(ParquetColumn column, int at, int row, double least, double most) =>
        column.Number(at) is var value && value >= least && value <= most ? value
        : throw Wrong(row, FormattableString.Invariant($"{column.Name} is '{(double.IsNaN(value) ? column.Text(at) : value)}'"),
            FormattableString.Invariant($"a number from {least} to {most}"));

    /// <summary>A value of a row that is a text, and not empty.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public string Text(ParquetColumn column, int at, int row) =>
        column.Text(at) is { Length: > 0 } text ? text : throw Wrong(row, $"{column.Name} is ''", "a text");

    public void Dispose()
    {
        reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        stream.Dispose();
    }

    private ParquetColumn? Column(DataField field)
    {
        if (columns.Find(column => column.Field == field) is { } known)
            return known;
        var column = ParquetColumn.Of(field);
        if (column is not null)
            columns.Add(column);
        return column;
    }

    private int Load(int number)
    {
        using var group = reader.OpenRowGroupReader(number);
        if (group.RowCount is < 0 or > MostRowsOfGroup)
            throw new InputException(path, null, $"group {number + 1} has {group.RowCount} rows", $"at most {MostRowsOfGroup} in a group");
        foreach (var column in columns)
        {
            // Before room is made for so many.
            if (!column.IsList && group.GetMetadata(column.Field)?.MetaData?.NumValues is { } count && count != group.RowCount)
                throw new InputException(path, null, $"{column.Name} has {count} values in group {number + 1} of {group.RowCount} rows",
                    "as many values as rows");
            column.Load(group, (int)group.RowCount);
        }

        return (int)group.RowCount;
    }

    // What the library throws on damaged bytes is of many types.
    private T Try<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (e is not InputException)
        {
            throw new InputException(path, null, $"cannot be read as Parquet: {Printable.Of(e.Message, most: 200)}",
                "a whole Parquet file", e);
        }
    }
}
