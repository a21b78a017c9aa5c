using Parquet;
using Parquet.Schema;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Writes a trace in the project's own form (<see cref="OwnForm"/>) as Parquet, as <see cref="OwnFormWriter"/> does as text: the same
/// columns and rows; what is empty there is null here. So many rows are a group, and as many wait in memory.
/// </summary>
public sealed class OwnFormParquetWriter : ITraceSink, IDisposable
{
    private const int RowsOfGroup = 1 << 16;

    private readonly OwnFormRows rows;
    private readonly ParquetWriter writer;
    private readonly DataField id = new DataField<string>(OwnForm.Columns[0], nullable: false),
        submitted = new DataField<double>(OwnForm.Columns[1]);
    private readonly IReadOnlyList<DataField> others = [.. OwnForm.Columns.Skip(2).Select(name => new DataField<double?>(name))];
    private readonly string[] ids = new string[RowsOfGroup];
    private readonly double[] times = new double[RowsOfGroup];
    private readonly double?[][] numbers = [.. OwnForm.Columns.Skip(2).Select(_ => new double?[RowsOfGroup])];
    private int waiting;

    /// <summary>A writer that has begun the file.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="zero">The trace's time that is 0.</param>
    /// <param name="hasDemand">Whether the trace tells of demands apart from guests.</param>
    /// <param name="machine">What a whole machine is, for formats that have shares of one: CPUs and MiB.</param>
    public OwnFormParquetWriter(Stream stream, double zero, bool hasDemand, (double Cpus, double Memory) machine)
    {
        writer = ParquetWriter.CreateAsync(new ParquetSchema([id, submitted, .. others]), stream).GetAwaiter().GetResult();
        rows = new(hasDemand, machine, guest =>
        {
            (ids[waiting], times[waiting]) = (guest.Id, guest.Submitted - zero);
            (numbers[0][waiting], numbers[1][waiting]) = (Some(guest.Duration), Some(guest.Cpus));
            (numbers[2][waiting], numbers[3][waiting]) = (Some(guest.Memory), Some(guest.Demand));
            if (++waiting == RowsOfGroup)
                Flush();
        });
    }

    /// <summary>Rows that were written.</summary>
    public long Rows => rows.Rows;

    /// <summary>What was left out, as it is no guest of a known begin, length and guest.</summary>
    public long LeftOut => rows.LeftOut;

    /// <inheritdoc/>
    public void Begin(TraceFormat format) => rows.Begin(format);

    /// <inheritdoc/>
    public void Add(in TraceGuest guest) => rows.Add(guest);

    /// <inheritdoc/>
    public void Add(in TraceDemand demand) => rows.Add(demand);

    /// <inheritdoc/>
    public void Add(double time, double length, long events) => rows.Add(time, length, events);

    /// <summary>Writes the guests of whom no demand was told, and what is still kept.</summary>
    public void Dispose()
    {
        rows.Finish();
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
