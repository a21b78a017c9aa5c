using CloudSim.Net.Datacenter.Recording;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>
/// The series of a datacenter as files: <c>host</c>, <c>rack</c>, <c>datacenter</c> and on demand <c>guest</c>, each written while the
/// simulation runs.
/// </summary>
internal sealed class SeriesFiles
{
    private readonly List<IDisposable> writers = [];
    private readonly List<Action> abandons = [];
    private readonly List<string> names = [];
    private readonly Func<string, Stream> open;
    private readonly SeriesFormat format;
    private readonly string suffix;
    private readonly DatacenterSeries series;

    /// <summary>Records from now on.</summary>
    /// <param name="datacenter">The datacenter.</param>
    /// <param name="every">The interval.</param>
    /// <param name="guests">Whether guests have a table.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="suffix">What follows the name of each table: "" or for instance "-2".</param>
    /// <param name="open">Makes a file of this name.</param>
    public SeriesFiles(Datacenter.Datacenter datacenter, TimeSpan every, bool guests, SeriesFormat format, string suffix,
        Func<string, Stream> open)
    {
        (this.open, this.format, this.suffix) = (open, format, suffix);
        try
        {
            series = new(datacenter, new()
            {
                Host = Table("host", SeriesColumns.Host), Rack = Table("rack", SeriesColumns.Rack),
                Datacenter = Table("datacenter", SeriesColumns.Datacenter), Guest = guests ? Table("guest", SeriesColumns.Guest) : null,
            }, every);
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    /// <summary>The files' names.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Ends the last interval now, and the files are whole.</summary>
    public void Finish()
    {
        series.Dispose();
        foreach (var writer in writers)
            writer.Dispose();
        abandons.Clear();
    }

    /// <summary>Closes the files as they are, if they are open.</summary>
    public void Abandon()
    {
        foreach (var abandon in abandons)
            abandon();
        abandons.Clear();
    }

    private Action<TRow> Table<TRow>(string table, IReadOnlyList<SeriesColumn<TRow>> columns)
    {
        var name = $"{table}{suffix}.{(format == SeriesFormat.Parquet ? "parquet" : "csv")}";
        var stream = open(name);
        ISeriesWriter<TRow> writer = format == SeriesFormat.Parquet
            ? new ParquetSeries<TRow>(stream, columns) : new CsvSeries<TRow>(stream, columns);
        names.Add(name);
        writers.Add(writer);
        abandons.Add(writer.Abandon);
        return writer.Add;
    }
}
