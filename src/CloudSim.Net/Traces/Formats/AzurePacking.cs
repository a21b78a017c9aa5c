using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Microsoft's trace for packing of 2020 (github.com/Azure/AzurePublicDataset, AzureTracesForPacking2020.md): an SQLite file with the
/// tables <c>vm</c> (times in days from the trace's begin) and <c>vmType</c> (fractions of a kind of machine), or these as CSV with a
/// header, <c>vm_instances.csv</c> and <c>vm_types.csv</c>. Of the SQLite file a fault names the row of its table in the place of a line.
/// An artefact of the data is mended: what starts at -7157 days started at -1497 (issue 14 of that repository).
/// </summary>
public static class AzurePacking
{
    private const double MostDays = 100_000;

    private static readonly string[] VmColumns = ["vmId", "vmTypeId", "starttime", "endtime"], TypeColumns = ["vmTypeId", "core", "memory"],
        Shares = ["core", "memory", "hdd", "ssd", "nic"];

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("azure-packing-2020", "database") { Knows = head => head.Magic.StartsWith("SQLite format 3", StringComparison.Ordinal),
            IsNamed = head => head.Name.EndsWith(".sqlite", StringComparison.Ordinal), Read = ReadDatabase, IsOfMachines = true },
        new("azure-packing-2020", "vm_instances") { Knows = head => Has(head, VmColumns), IsNamed = head => head.Name is "vm_instances.csv",
            Read = ReadVms, IsOfMachines = true },
        new("azure-packing-2020", "vm_types") { Knows = head => Has(head, TypeColumns), IsNamed = head => head.Name is "vm_types.csv",
            Read = ReadTypes, IsOfMachines = true },
    ];

    private static bool Has(TraceHead head, string[] columns) => Names(head) is var names && Array.TrueForAll(columns, names.Contains);

    private static List<string> Names(TraceHead head) => [.. head.Fields(0).Select(field => field.Trim().Trim('"'))];

    private static TraceLayout Layout(string path, string[] columns)
    {
        var head = new TraceHead(path);
        return Has(head, columns) ? new TraceLayout(Names(head)) { HasHeader = true }
            : throw new InputException(path, 1, $"'{Printable.Of(head.First, most: 60)}' are not the columns", string.Join(',', columns));
    }

    private static void ReadVms(TraceReading reading)
    {
        var name = Path.GetFileName(reading.Path);
        var plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        var beside = plain.Replace("vm_instances", "vm_types", StringComparison.Ordinal) is var other && other != plain
            ? reading.Beside(other) : null;
        var vms = new PackingVms(reading, beside is null ? null : new PackingTypes());
        if (beside is not null)
        {
            using var rows = new TraceRows(beside, Layout(beside, TypeColumns));
            var type = TypeOf(Layout(beside, TypeColumns));
            while (Next(rows, reading.SkipBad))
                Try(() => vms.Types!.Add(type(rows.Row)), reading.SkipBad);
        }

        var layout = Layout(reading.Path, VmColumns);
        var empty = 0L;
        var text = reading.Table(layout, VmOf(layout), (row, vm) =>
        {
            vms.Add(vm, row);
            empty += Empty(row);
        });
        ReportText(reading, text, empty);
        vms.Report();
    }

    private static void ReadTypes(TraceReading reading)
    {
        var layout = Layout(reading.Path, TypeColumns);
        var (types, empty) = (new PackingTypes(), 0L);
        var text = reading.Table(layout, TypeOf(layout), (row, type) =>
        {
            types.Add(type);
            empty += Empty(row);
        });
        ReportText(reading, text, empty);
        types.Report(reading);
    }

    private static void ReportText(TraceReading reading, TableText text, long empty)
    {
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("rows", text.Rows);
        reading.Figure("columns", text.Header.Count);
        reading.Figure("line_end", text.LineEnd);
        reading.Figure("empty_cells", empty);
    }

    private static int Empty(TraceRow row) => Enumerable.Range(0, row.Count).Count(column => row[column].Length == 0);

    private static void ReadDatabase(TraceReading reading)
    {
        if (reading.Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            throw new InputException(reading.Path, null, "is a packed SQLite file", "one that is unpacked");
        try
        {
            var source = new SqliteConnectionStringBuilder { DataSource = reading.Path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
            using var database = new SqliteConnection(source.ToString());
            database.Open();
            var types = new PackingTypes();
            Rows(reading, database, "vmType", TypeColumns, TypeOf, (type, _) => types.Add(type));
            var vms = new PackingVms(reading, types);
            Rows(reading, database, "vm", VmColumns, VmOf, vms.Add);
            reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
            vms.Report();
        }
        catch (SqliteException e)
        {
            throw new InputException(reading.Path, null, $"cannot be read as SQLite: {e.Message}", "a whole SQLite file", e);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw new InputException(reading.Path, null, $"SQLite's own library cannot be loaded here: {e.GetBaseException().Message}",
                "the tables as vm_instances.csv and vm_types.csv", e);
        }
    }

    private static void Rows<T>(TraceReading reading, SqliteConnection database, string table, string[] columns,
        Func<TraceLayout, Func<TraceRow, T>> parse, Action<T, TraceRow> use)
    {
        using var command = database.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type IN ('table', 'view') AND name = $name";
        command.Parameters.AddWithValue("$name", table);
        if (command.ExecuteScalar() is not > 0L)
            throw new InputException(reading.Path, null, $"has no table {table}", "the tables vm and vmType");
        command.CommandText = $"SELECT * FROM \"{table}\"";
        using var rows = command.ExecuteReader();
        var layout = new TraceLayout([.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)]);
        if (columns.FirstOrDefault(column => !layout.Columns.Contains(column)) is { } missing)
            throw new InputException(reading.Path, null, $"has no column {missing} in its table {table}", string.Join(',', columns));
        var record = new DatabaseRecord(rows);
        var row = new TraceRow(reading.Path, layout, record);
        var of = parse(layout);
        while (rows.Read())
        {
            record.Line++;
            reading.Take(row, r => use(of(r), r));
        }
    }

    private static Func<TraceRow, PackingVm> VmOf(TraceLayout layout)
    {
        int At(string name) => layout.Columns.ToList().IndexOf(name);
        var (id, tenant, type, priority, start, end) = (At("vmId"), At("tenantId"), At("vmTypeId"), At("priority"), At("starttime"),
            At("endtime"));
        return row =>
        {
            var vm = new PackingVm(row.Text(id), tenant < 0 ? null : row.Text(tenant), row.Text(type),
                priority < 0 ? null : row.Whole(priority, 0, 1000), row.Number(start, -MostDays, MostDays),
                row.NumberOrNaN(end, -MostDays, MostDays));
            return vm.End < vm.Start ? throw row.Wrong(FormattableString.Invariant($"endtime {vm.End} is before starttime {vm.Start}"),
                "a VM that ends after it starts") : vm;
        };
    }

    private static Func<TraceRow, PackingType> TypeOf(TraceLayout layout)
    {
        int At(string name) => layout.Columns.ToList().IndexOf(name);
        var (type, machine, shares) = (At("vmTypeId"), At("machineId"), Shares.Select(At).ToArray());
        // A VM has some of a core and of memory; of the others it may have none.
        double Share(TraceRow row, int i) => shares[i] < 0 ? double.NaN : row.NumberOrNaN(shares[i], i < 2 ? 1e-9 : 0, 1);
        return row => new(row.Text(type), machine < 0 ? null : row.Text(machine), Share(row, 0), Share(row, 1), Share(row, 2),
            Share(row, 3), Share(row, 4));
    }

    private static bool Next(TraceRows rows, bool skipBad)
    {
        for (; ; )
            try
            {
                return rows.Next();
            }
            catch (InputException e) when (skipBad && e.Line is not null)
            {
                // The types' own reading counts it.
            }
    }

    private static void Try(Action use, bool skipBad)
    {
        try
        {
            use();
        }
        catch (InputException e) when (skipBad && e.Line is not null)
        {
            // Likewise.
        }
    }

    private sealed class DatabaseRecord(SqliteDataReader rows) : IRecord
    {
        public int Count => rows.FieldCount;

        public long Line { get; set; }

        public ReadOnlySpan<char> this[int field] =>
            rows.IsDBNull(field) ? "" : Convert.ToString(rows.GetValue(field), CultureInfo.InvariantCulture) ?? "";
    }
}
