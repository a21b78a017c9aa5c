using Parquet;
using Parquet.Schema;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Rows of the project's own form as Parquet: what is empty in the CSV is null here. So many rows are a group, and as many wait in memory.
/// </summary>
internal sealed class OwnFormParquet : IOwnFormTable
{
    private const int RowsOfGroup = 1 << 16;

    private readonly ParquetWriter writer;
    private readonly DataField id = new DataField<string>(OwnForm.Columns[0], nullable: false),
        submitted = new DataField<double>(OwnForm.Columns[1]);
    private readonly IReadOnlyList<DataField> others = [.. OwnForm.Columns.Skip(2).Select(name => new DataField<double?>(name))];
    private readonly string[] ids = new string[RowsOfGroup];
    private readonly double[] times = new double[RowsOfGroup];
    private readonly double?[][] numbers = [.. OwnForm.Columns.Skip(2).Select(_ => new double?[RowsOfGroup])];
    private int waiting;

    /// <summary>A table that has begun the file.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public OwnFormParquet(Stream stream) =>
        writer = ParquetWriter.CreateAsync(new ParquetSchema([id, submitted, .. others]), stream).GetAwaiter().GetResult();

    public void Write(in TraceGuest row)
    {
        (ids[waiting], times[waiting]) = (row.Id, row.Submitted);
        (numbers[0][waiting], numbers[1][waiting]) = (Some(row.Duration), Some(row.Cpus));
        (numbers[2][waiting], numbers[3][waiting]) = (Some(row.Memory), Some(row.Demand));
        if (++waiting == RowsOfGroup)
            Flush();
    }

    public void Dispose()
    {
        if (waiting > 0)
            Flush();
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static double? Some(double value) => double.IsFinite(value) ? value : null;

    private void Flush()
    {
        using var group = writer.CreateRowGroup();
        group.WriteAsync(id, new ArraySegment<string>(ids, 0, waiting)).GetAwaiter().GetResult();
        group.WriteAsync<double>(submitted, times.AsMemory(0, waiting)).GetAwaiter().GetResult();
        for (var i = 0; i < others.Count; i++)
            group.WriteAsync<double>(others[i], numbers[i].AsMemory(0, waiting)).GetAwaiter().GetResult();
        group.CompleteValidate();
        waiting = 0;
    }
}
