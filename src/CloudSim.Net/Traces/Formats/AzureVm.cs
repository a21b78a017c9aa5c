using System.Globalization;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Microsoft's VM traces of 2017 and 2019 (github.com/Azure/AzurePublicDataset, AzurePublicDatasetV1.md and V2.md): a table of VMs and
/// readings of their CPUs every 300 s, both without a header. The table of 2017 has cores and GB, that of 2019 buckets of them, of which
/// the top ones are open: <c>&gt;24</c> is taken as 30 cores and <c>&gt;64</c> as 70 GB, which is an assumption, and is said.
/// </summary>
public static class AzureVm
{
    private const double TopCores = 30, TopMemory = 70, ReadingLength = 300, MibOfGb = 1024;

    /// <summary>Memory sizes (GB) of the two tables: none is in both.</summary>
    private static readonly string[] SizesOf2017 = ["0.75", "1.75", "3.5", "7", "14", "28", "56", "112"],
        SizesOf2019 = ["2", "4", "8", "32", "64", ">64"];

    private static readonly TraceLayout Table = new("vmid", "subscriptionid", "deploymentid", "vmcreated", "vmdeleted", "maxcpu", "avgcpu",
        "p95maxcpu", "vmcategory", "vmcorecount", "vmmemory");

    private static readonly TraceLayout Readings = new("timestamp", "vmid", "mincpu", "maxcpu", "avgcpu");

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("azure-vm-2019", "vmtable") { Knows = head => IsTable(head) && Is2019(head), Read = ReadTable },
        new("azure-vm-2017", "vmtable") { Knows = IsTable, IsNamed = head => head.Name.StartsWith("vmtable", StringComparison.Ordinal),
            Read = ReadTable },
        new("azure-vm-2019", "readings") { Knows = head => IsReadings(head) && IsBeside2019(head), Read = ReadReadings, IsDemand = true },
        new("azure-vm-2017", "readings") { Knows = IsReadings,
            IsNamed = head => head.Name.StartsWith("vm_cpu_readings", StringComparison.Ordinal), Read = ReadReadings, IsDemand = true },
    ];

    private static bool IsTable(TraceHead head) => head.Fields(0) is { Length: 11 } fields && IsNumber(fields[3]) && IsNumber(fields[4])
        && IsNumber(fields[6]) && !IsNumber(fields[8]);

    private static bool IsReadings(TraceHead head) => head.Fields(0) is { Length: 5 } fields && IsNumber(fields[0])
        && fields[1].Length > 0 && !IsNumber(fields[1]) && IsNumber(fields[2]) && IsNumber(fields[3]) && IsNumber(fields[4]);

    // By the sizes of memory; where they do not tell, by the word for an unknown category (2017 spells it "Unkown") and the folder's name.
    private static bool Is2019(TraceHead head)
    {
        var rows = Enumerable.Range(0, head.Lines.Count).Select(line => head.Fields(line)).Where(fields => fields.Length == 11).ToList();
        if (rows.Any(fields => fields[9].StartsWith('>') || fields[10].StartsWith('>')))
            return true;
        int Of(string[] sizes) => rows.Count(fields => sizes.Contains(fields[10].Trim()));
        var (of2017, of2019) = (Of(SizesOf2017), Of(SizesOf2019));
        return of2017 != of2019 ? of2019 > of2017
            : head.Folder.Contains("2019", StringComparison.Ordinal) || head.Folder.Contains("v2", StringComparison.Ordinal);
    }

    private static bool IsBeside2019(TraceHead head)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(head.Path))!;
        var table = new[] { "vmtable.csv", "vmtable.csv.gz" }.Select(name => Path.Combine(folder, name))
            .FirstOrDefault(file => File.Exists(file) && new FileInfo(file).Length > 0);
        return table is null ? head.Folder.Contains("2019", StringComparison.Ordinal) : Is2019(new TraceHead(table));
    }

    private static void ReadTable(TraceReading reading)
    {
        var is2019 = reading.Format.Name == "azure-vm-2019";
        var ids = new DistinctNames();
        var (subscriptions, deployments) = (new DistinctNames(), new DistinctNames());
        Tally created = new(), deleted = new(), lifetime = new(), max = new(), mean = new(), p95 = new(), cores = new(), memory = new();
        SortedDictionary<string, long> categories = new(StringComparer.Ordinal), coreBuckets = new(StringComparer.Ordinal),
            memoryBuckets = new(StringComparer.Ordinal);
        var (unsorted, before, coreHours) = (0L, long.MinValue, 0.0);
        var text = reading.Table(Table, row => Parse(row, is2019), (row, vm) =>
        {
            if (ids.FirstLine(vm.Id, row.Line) is { } first)
                throw row.Wrong($"vmid {Printable.Of(vm.Id, most: 80)} stands twice, first in line {first}",
                    "a name of its own for each VM");
            subscriptions.Add(row[1]);
            deployments.Add(row[2]);
            unsorted += vm.Created < before ? 1 : 0;
            before = vm.Created;
            created.Add(vm.Created);
            deleted.Add(vm.Deleted);
            var life = (double)(vm.Deleted - vm.Created);
            lifetime.Add(life);
            max.Add(vm.Max);
            mean.Add(vm.Mean);
            p95.Add(vm.P95);
            cores.Add(vm.Cores);
            memory.Add(vm.Memory);
            coreHours += life / 3600 * vm.Cores;
            Count(categories, row[8]);
            Count(coreBuckets, row[9]);
            Count(memoryBuckets, row[10]);
            reading.Sink.Add(new TraceGuest(vm.Id, vm.Created, life, vm.Cores, vm.Memory * MibOfGb, vm.Cores * vm.Mean / 100));
        });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("vms", text.Rows);
        reading.Figure("columns", text.Rows > 0 ? text.MostColumns : 0);
        reading.Figure("header", "no");
        reading.Figure("duplicate_vmids", 0);
        reading.Figure("subscriptions", subscriptions);
        reading.Figure("deployments", deployments);
        reading.Figure("created.min", created.Min, "s");
        reading.Figure("created.max", created.Max, "s");
        reading.Figure("deleted.min", deleted.Min, "s");
        reading.Figure("deleted.max", deleted.Max, "s");
        reading.Figure("rows_unsorted_by_created", unsorted);
        reading.Figure("rows_deleted_before_created", 0);
        reading.Figure("lifetime", lifetime, "s");
        reading.Figure("maxcpu", max, "%");
        reading.Figure("avgcpu", mean, "%");
        reading.Figure("p95maxcpu", p95, "%");
        reading.Figure("cores", cores);
        reading.Figure("memory", memory, "GB");
        reading.Figure("core_hours", coreHours, "core h");
        reading.Figure("category", categories);
        if (!is2019)
            return;
        reading.Figure("core_bucket", coreBuckets);
        reading.Figure("memory_bucket", memoryBuckets);
        if (coreBuckets.ContainsKey(">24") || memoryBuckets.ContainsKey(">64"))
            reading.Remark($"the open buckets >24 and >64 are taken as {TopCores} cores and {TopMemory} GB: an assumption");
    }

    private static Vm Parse(TraceRow row, bool is2019)
    {
        var (created, deleted) = (row.Whole(3, 0, (long)OwnForm.MostSeconds), row.Whole(4, 0, (long)OwnForm.MostSeconds));
        if (deleted < created)
            throw row.Wrong($"vmdeleted {deleted} is before vmcreated {created}", "a VM that is deleted after it was created");
        double Size(int column, double top) => is2019 && row[column].StartsWith('>') ? top : row.Number(column, 0.001, 1 << 20);
        return new(row.Text(0), created, deleted, row.Number(5, 0, 100.0001), row.Number(6, 0, 100.0001), row.Number(7, 0, 100.0001),
            Size(9, TopCores), Size(10, TopMemory));
    }

    private static void ReadReadings(TraceReading reading)
    {
        var table = reading.Beside("vmtable.csv") is { } path ? Ids(reading, path) : null;
        var (vms, missing) = (new DistinctNames(), new DistinctNames());
        Tally min = new(), max = new(), mean = new(), times = new();
        var (disordered, unsorted, before) = (0L, 0L, long.MinValue);
        var text = reading.Table(Readings, row => (Time: row.Whole(0, 0, (long)OwnForm.MostSeconds), Id: row.Text(1),
            Min: row.Number(2, 0, 100.0001), Max: row.Number(3, 0, 100.0001), Mean: row.Number(4, 0, 100.0001)), (row, r) =>
        {
            vms.Add(r.Id);
            if (table?.Contains(r.Id) == false)
                missing.Add(r.Id);
            times.Add(r.Time);
            min.Add(r.Min);
            max.Add(r.Max);
            mean.Add(r.Mean);
            disordered += r.Min <= r.Mean && r.Mean <= r.Max ? 0 : 1;
            unsorted += r.Time < before ? 1 : 0;
            before = r.Time;
            reading.Sink.Add(new TraceDemand(r.Id, r.Time, ReadingLength, double.NaN, r.Mean / 100));
        });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("readings", text.Rows);
        reading.Figure("columns", text.Rows > 0 ? text.MostColumns : 0);
        reading.Figure("header", "no");
        reading.Figure("vms", vms);
        reading.Figure("time.min", times.Min, "s");
        reading.Figure("time.max", times.Max, "s");
        reading.Figure("mincpu", min, "%");
        reading.Figure("maxcpu", max, "%");
        reading.Figure("avgcpu", mean, "%");
        reading.Figure("rows_not_min<=avg<=max", disordered);
        reading.Figure("rows_unsorted_by_time", unsorted);
        if (table is not { IsExact: true })
            return;
        reading.Figure("vms_missing_in_vmtable", missing);
        reading.Figure("vmtable_vms_without_readings", table.Count - (vms.Count - missing.Count));
    }

    private static DistinctNames Ids(TraceReading reading, string path)
    {
        var ids = new DistinctNames();
        using var rows = new TraceRows(path, Table);
        for (; ; )
            try
            {
                if (!rows.Next())
                    return ids;
                ids.Add(rows.Row.Text(0));
            }
            catch (InputException) when (reading.SkipBad && !rows.IsBroken)
            {
                // The table's own reading counts it.
            }
    }

    private static void Count(SortedDictionary<string, long> counts, string word) => counts[word] = counts.GetValueOrDefault(word) + 1;

    private static bool IsNumber(string field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private readonly record struct Vm(string Id, long Created, long Deleted, double Max, double Mean, double P95, double Cores,
        double Memory);
}
