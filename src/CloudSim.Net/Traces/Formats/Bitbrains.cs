namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// The Bitbrains traces of the Grid Workloads Archive (GWA-T-12, fastStorage and rnd; Shen et al., CCGrid 2015): a file for each virtual
/// machine, called after it, with a header; <c>;</c> and mostly a tab between two fields. The header says milliseconds where the values
/// are seconds since 1970. CPUs and memory may change and be 0, where a machine is off, and memory used may be above what is provisioned:
/// all of that is read and counted.
/// </summary>
public static class Bitbrains
{
    private const double Usual = 300, KibOfMib = 1024, MostCores = 65_536, Most = 1e15;
    private const string Percent = "%", Speed = "MHz", Size = "KB", Rate = "KB/s";

    private static readonly TraceLayout Layout = new("Timestamp [ms]", "CPU cores", "CPU capacity provisioned [MHZ]", "CPU usage [MHZ]",
        "CPU usage [%]", "Memory capacity provisioned [KB]", "Memory usage [KB]", "Disk read throughput [KB/s]",
        "Disk write throughput [KB/s]", "Network received throughput [KB/s]", "Network transmitted throughput [KB/s]")
    {
        Separator = ';', HasHeader = true,
    };

    private static readonly (string Name, int Column, string Unit)[] Quantities =
    [
        ("cores", 1, ""), ("capacity", 2, Speed), ("usage", 3, Speed), ("usage_percent", 4, Percent), ("memory_provisioned", 5, Size),
        ("memory_used", 6, Size), ("disk_read", 7, Rate), ("disk_write", 8, Rate), ("net_in", 9, Rate), ("net_out", 10, Rate),
    ];

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("bitbrains", "vm")
        {
            Knows = head => IsHeader(head.First) || RowShape.Has(head, "nnnnnnnnnnn", separator: ';'), Read = Read,
            IsNamed = head => head.First.StartsWith("Timestamp [ms]", StringComparison.Ordinal),
        },
    ];

    private static bool IsHeader(string line) => line.StartsWith("Timestamp [ms]", StringComparison.Ordinal)
        && line.Contains("CPU capacity provisioned [MHZ]", StringComparison.Ordinal) && line.Contains(';', StringComparison.Ordinal);

    private static void Read(TraceReading reading)
    {
        var first = new TraceHead(reading.Path).First;
        if (!first.StartsWith(Layout.Columns[0], StringComparison.Ordinal))
            throw new InputException(reading.Path, 1, $"'{Printable.Of(first, most: 40)}' is not the header",
                string.Join("; ", Layout.Columns));
        var (table, times, steps, tallies) = (new TableSum(reading), new RowTimes(), new SeriesSteps(Usual), Quantities
            .Select(_ => new Tally()).ToArray());
        var (overMemory, overCapacity, overPercent, changes, off, before, error) = (0L, 0L, 0L, 0L, 0L, double.NaN, 0.0);
        var (cpus, isOff) = (new Tally(), 0L);
        table.Read(Layout, Parse, (_, sample) =>
        {
            times.Add(sample.Time);
            steps.Add("", sample.Time);
            for (var i = 0; i < Quantities.Length; i++)
                tallies[i].Add(sample.Values[i]);
            overMemory += sample.MemoryUsed > sample.Memory ? 1 : 0;
            overCapacity += sample.Usage > sample.Capacity ? 1 : 0;
            overPercent += sample.Percent > 100 ? 1 : 0;
            changes += !double.IsNaN(before) && sample.Capacity != before ? 1 : 0;
            before = sample.Capacity;
            off += sample.Cores == 0 ? 1 : 0;
            error = Math.Max(error, Math.Abs(sample.Usage - (sample.Capacity * sample.Percent / 100)));
            cpus.Add(sample.Cpus);
        });
        table.ReportBytes();
        reading.Figure("rows", table.Rows);
        table.ReportColumns();
        table.ReportEnd();
        times.Report(reading, "time", "s since 1970 (header says ms)");
        reading.Figure("span", table.Rows > 0 ? times.Max - times.Min : double.NaN, "s");
        steps.Report(reading);
        for (var i = 0; i < Quantities.Length; i++)
            reading.Figure(Quantities[i].Name, tallies[i], Quantities[i].Unit);
        reading.Figure("rows_memory_used_over_provisioned", overMemory);
        reading.Figure("rows_usage_over_capacity", overCapacity);
        reading.Figure("rows_usage_percent_over_100", overPercent);
        reading.Figure("rows_capacity_changes", changes);
        reading.Figure("rows_cores_zero", off);
        reading.Figure("largest_|usage-capacity*percent/100|", error, Speed);
        reading.Remark("times are read as seconds since 1970, although the header says ms");
        if (off > 0)
            reading.Remark($"{off} samples have 0 cores: the machine is off, and uses nothing");
        if (overMemory > 0)
            reading.Remark($"{overMemory} samples use more memory than is provisioned: what is provisioned varies, the most of it is told");
        if (table.Rows > 0)
            Tell(reading, times, Largest(tallies[0]), Largest(tallies[4]) / KibOfMib, cpus.Mean);
    }

    // A machine of 0 cores or no memory all the time is of unknown size.
    private static double Largest(Tally tally) => tally.Max > 0 ? tally.Max : double.NaN;

    private static void Tell(TraceReading reading, RowTimes times, double cpus, double memory, double mean)
    {
        var id = Path.GetFileName(reading.Path);
        foreach (var ending in new[] { ".gz", ".csv" })
            if (id.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                id = id[..^ending.Length];
        reading.Sink.Add(new TraceGuest(id, times.Min, times.Max - times.Min + Usual, cpus, memory, mean));
        var demands = new SeriesSteps(Usual, reading.Sink);
        reading.Again(Layout, Parse, (_, sample) => demands.Add(id, sample.Time, sample.Cpus));
        demands.End();
    }

    private static Sample Parse(TraceRow row) => new(row.Whole(0, 0, (long)OwnForm.MostSeconds),
        [.. Quantities.Select(quantity => row.Number(quantity.Column, 0, quantity.Column == 1 ? MostCores : Most))]);

    private readonly record struct Sample(long Time, double[] Values)
    {
        public double Cores => Values[0];

        public double Capacity => Values[1];

        public double Usage => Values[2];

        public double Percent => Values[3];

        public double Memory => Values[4];

        public double MemoryUsed => Values[5];

        public double Cpus => Capacity > 0 ? Cores * Usage / Capacity : 0;
    }
}
