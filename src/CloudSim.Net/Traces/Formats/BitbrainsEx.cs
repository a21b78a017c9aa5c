namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// The extended form of Bitbrains' traces as OpenDC reads it (github.com/atlarge-research/opendc, opendc-trace, format
/// <c>bitbrains-ex</c>): 21 fields between blanks, no header, samples of one or more machines, seconds since 1970. Only some of the fields
/// are known: time, MHz used and asked for, disk, cluster, cores, share of time ready, whether on, MHz of all cores, name and MB.
/// </summary>
public static class BitbrainsEx
{
    private const double Usual = 300, Most = 1e15;

    private static readonly TraceLayout Layout = new("timestamp", "cpu_usage", "cpu_demand", "field 4", "disk_read", "field 6",
        "disk_write", "field 8", "field 9", "field 10", "cluster", "field 12", "cores", "cpu_ready", "powered_on", "field 16", "field 17",
        "field 18", "cpu_capacity", "vm", "memory")
    {
        Separator = ' ',
    };

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("bitbrains-ex", "vms")
        {
            Knows = head => RowShape.Has(head, "nnnnnnnnnnAAnnnnnnnan", separator: ' '), Read = Read,
        },
    ];

    private static void Read(TraceReading reading)
    {
        var (table, times, steps) = (new TableSum(reading), new RowTimes(), new SeriesSteps(Usual));
        var vms = new Dictionary<string, (long First, long Last, double Cpus, double Memory, double Sum, long Count)>(
            StringComparer.Ordinal);
        Tally usage = new(), asked = new(), capacity = new(), cores = new(), memory = new();
        table.Read(Layout, Parse, (_, sample) =>
        {
            times.Add(sample.Time);
            steps.Add(sample.Id, sample.Time);
            usage.Add(sample.Usage);
            asked.Add(sample.Asked);
            capacity.Add(sample.Capacity);
            cores.Add(sample.Cores);
            memory.Add(sample.Memory);
            var (first, last, cpus, mib, sum, count) = vms.GetValueOrDefault(sample.Id, (sample.Time, sample.Time, 0, 0, 0, 0));
            vms[sample.Id] = (Math.Min(first, sample.Time), Math.Max(last, sample.Time), Math.Max(cpus, sample.Cores),
                Math.Max(mib, sample.Memory), sum + sample.Cpus, count + 1);
        });
        table.ReportBytes();
        reading.Figure("rows", table.Rows);
        reading.Figure("columns", table.Most);
        table.ReportEnd();
        times.Report(reading, "time", "s since 1970");
        reading.Figure("rows_unsorted_by_time", times.Unsorted);
        reading.Figure("span", table.Rows > 0 ? times.Max - times.Min : double.NaN, "s");
        reading.Figure("vms", vms.Count);
        steps.Report(reading);
        reading.Figure("usage", usage, "MHz");
        reading.Figure("demand", asked, "MHz");
        reading.Figure("capacity", capacity, "MHz");
        reading.Figure("cores", cores);
        reading.Figure("memory", memory, "MB");
        foreach (var (id, vm) in vms)
            reading.Sink.Add(new TraceGuest(id, vm.First, vm.Last - vm.First + Usual, vm.Cpus > 0 ? vm.Cpus : double.NaN,
                vm.Memory > 0 ? vm.Memory : double.NaN, vm.Sum / vm.Count));
        var demands = new SeriesSteps(Usual, reading.Sink);
        reading.Again(Layout, Parse, (_, sample) => demands.Add(sample.Id, sample.Time, sample.Cpus));
        demands.End();
    }

    private static Sample Parse(TraceRow row) => new(row.Whole(0, 0, (long)OwnForm.MostSeconds), row.Text(19), row.Number(1, 0, Most),
        row.Number(2, 0, Most), row.Number(18, 0, Most), row.Number(12, 0, 65_536), row.Number(20, 0, Most));

    private readonly record struct Sample(long Time, string Id, double Usage, double Asked, double Capacity, double Cores, double Memory)
    {
        public double Cpus => Capacity > 0 ? Usage * Cores / Capacity : 0;
    }
}
