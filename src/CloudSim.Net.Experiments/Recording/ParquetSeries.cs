using Parquet;
using Parquet.Schema;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>
/// A series as Parquet: groups of so many rows, and the units and meanings of the columns as the file's own key-value pairs. The one place
/// that writes by the Parquet library, with <see cref="SeriesBuffer{TRow}"/>.
/// </summary>
internal sealed class ParquetSeries<TRow> : ISeriesWriter<TRow>
{
    /// <summary>As many rows wait in memory, and are a group.</summary>
    public const int RowsOfGroup = 1 << 14;

    private readonly Stream stream;
    private readonly ParquetWriter writer;
    private readonly SeriesBuffer<TRow>[] buffers;
    private int rows;

    public ParquetSeries(Stream stream, IReadOnlyList<SeriesColumn<TRow>> columns)
    {
        (this.stream, buffers) = (stream, [.. columns.Select(column => new SeriesBuffer<TRow>(column, RowsOfGroup))]);
        writer = ParquetWriter.CreateAsync(new ParquetSchema(buffers.Select(buffer => buffer.Field)), stream).GetAwaiter().GetResult();
        writer.CustomMetadata = columns.ToDictionary(column => column.Name,
            column => column.Unit.Length > 0 ? $"{column.Unit}: {column.Meaning}" : column.Meaning);
    }

    public void Add(TRow row)
    {
        foreach (var buffer in buffers)
            buffer.Put(rows, row);
        if (++rows == RowsOfGroup)
            Flush();
    }

    public void Abandon() => stream.Dispose();

    public void Dispose()
    {
        if (rows > 0)
            Flush();
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        stream.Dispose();
    }

    private void Flush()
    {
        using var group = writer.CreateRowGroup();
        foreach (var buffer in buffers)
            buffer.Write(group, rows).GetAwaiter().GetResult();
        group.CompleteValidate();
        rows = 0;
    }
}
