using Parquet;
using Parquet.Schema;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>The values of one column that wait for their group of rows to be full.</summary>
internal sealed class SeriesBuffer<TRow>
{
    private readonly SeriesColumn<TRow> column;
    private readonly double[] numbers = [];
    private readonly double?[] some = [];
    private readonly long[] counts = [];
    private readonly string[] texts = [];

    public SeriesBuffer(SeriesColumn<TRow> column, int rows)
    {
        this.column = column;
        if (column.Text is not null)
            (Field, texts) = (new DataField<string>(column.Name, nullable: false), new string[rows]);
        else if (column.Whole is not null)
            (Field, counts) = (new DataField<long>(column.Name), new long[rows]);
        else if (column.CanBeEmpty)
            (Field, some) = (new DataField<double?>(column.Name), new double?[rows]);
        else
            (Field, numbers) = (new DataField<double>(column.Name), new double[rows]);
    }

    /// <summary>The column as Parquet has it.</summary>
    public DataField Field { get; }

    public void Put(int at, TRow row)
    {
        if (column.Text is { } text)
            texts[at] = Printable.Of(text(row));
        else if (column.Whole is { } whole)
            counts[at] = whole(row);
        else if (column.CanBeEmpty)
            some[at] = column.Number!(row);
        else
            numbers[at] = column.Number!(row)!.Value;
    }

    public Task Write(ParquetRowGroupWriter group, int rows) =>
        column.Text is not null ? group.WriteAsync(Field, new ArraySegment<string>(texts, 0, rows))
        : column.Whole is not null ? group.WriteAsync<long>(Field, counts.AsMemory(0, rows))
        : column.CanBeEmpty ? group.WriteAsync<double>(Field, some.AsMemory(0, rows))
        : group.WriteAsync<double>(Field, numbers.AsMemory(0, rows));
}
