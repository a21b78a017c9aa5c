using CloudSim.Net.Tests.Experiments;
using Microsoft.Data.Sqlite;

namespace CloudSim.Net.Tests.Traces.Formats;

public sealed class AzurePackingTests : IDisposable
{
    private const double Day = 86_400;

    private readonly TemporaryFolder folder = new();

    private static string Sample => Path.Combine(SampleTrace.Samples, "azure-packing-2020");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Database_tells_shares_of_machines_and_its_oddities()
    {
        var read = new SampleTrace(Path.Combine(Sample, "packing.sqlite"));
        Assert.Equal(("7", "3", "5", "3", "2"),
            (read["vms"], read["tenants"], read["vm_type_rows"], read["vm_types"], read["machine_kinds"]));
        Assert.Equal(("-7157", "13.5", "3", "1"),
            (read["start.min"], read["start.max"], read["start_negative"], read["start_minus_7157_(artefact)"]));
        Assert.Equal(("2", "1", "2", "1", "3"),
            (read["end_null"], read["end_at_cap_90"], read["rows_unsorted_by_start"], read["vms_of_unknown_type"], read["alive_at_day_0"]));
        Assert.Equal(("5", "2", "4", "76.5"),
            (read["priority[0]"], read["priority[1]"], read["lifetime_of_ended.n"], read["lifetime_of_ended.max"]));
        Assert.True(read.Readings[0].Format.IsOfMachines);
        var of = read.Guests.ToDictionary(g => g.Id);
        Assert.Equal((-30.5 * Day, 32.75 * Day, 1.0 / 48, 1.0 / 64), (of["0"].Submitted, of["0"].Duration, of["0"].Cpus, of["0"].Memory));
        Assert.Equal(double.PositiveInfinity, of["3"].Duration);
        Assert.Equal((-1497 * Day, 1497.25 * Day), (of["6"].Submitted, of["6"].Duration));
        Assert.Equal((double.NaN, double.NaN), (of["12"].Cpus, of["12"].Memory));
        Assert.Contains("1 VMs are of 1 types that no table tells of: what they ask for is unknown", read.Remarks);
        Assert.Contains(read.Remarks, remark => remark.Contains("an artefact: -1497", StringComparison.Ordinal));
    }

    [Fact]
    public void Export_as_text_tells_the_same_guests()
    {
        foreach (var name in new[] { "vm_instances.csv", "vm_types.csv" })
            File.Copy(Path.Combine(Sample, name), folder.At(name));
        var read = new SampleTrace(folder.Path);
        Assert.Equal(new SampleTrace(Path.Combine(Sample, "packing.sqlite")).Guests, read.Guests);
        Assert.Equal(("7", "CRLF", "2", "1"), (read.Of("vm_instances.csv", "rows"), read.Of("vm_instances.csv", "line_end"),
            read.Of("vm_instances.csv", "empty_cells"), read["vms_of_unknown_type"]));
        File.Delete(folder.At("vm_types.csv"));
        Assert.All(new SampleTrace(folder.Path).Guests, guest => Assert.Equal(double.NaN, guest.Cpus));
    }

    [Theory]
    [InlineData("1,0,2,1", "vm_instances.csv:2: endtime 1 is before starttime 2")]
    [InlineData("1,0,x,1", "vm_instances.csv:2: starttime is 'x'")]
    [InlineData("1,0,,1", "vm_instances.csv:2: starttime is ''")]
    [InlineData("1,0,0,Infinity", "vm_instances.csv:2: endtime is 'Infinity'")]
    [InlineData("1,0,0", "vm_instances.csv:2: 3 fields")]
    [InlineData("1,0,0,1\r\n1,0,0,1", "vm_instances.csv:3: vmId 1 stands twice, first in line 2")]
    public void Fault_of_a_VM_is_named(string rows, string what)
    {
        File.WriteAllText(folder.At("vm_instances.csv"), $"vmId,vmTypeId,starttime,endtime\r\n{rows}\r\n");
        Assert.Contains(what, SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,0,2,0.5", "vm_types.csv:2: core is '2' (a number from 1E-09 to 1)")]
    [InlineData("1,0,0.5,0", "vm_types.csv:2: memory is '0'")]
    public void Fault_of_a_type_is_named(string row, string what)
    {
        File.WriteAllText(folder.At("vm_types.csv"), $"id,vmTypeId,core,memory\n{row}\n");
        Assert.Contains(what, SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
        File.WriteAllText(folder.At("vm_instances.csv"), "vmId,vmTypeId,starttime,endtime\n1,0,0,1\n");
        Assert.Contains(what, SampleTrace.Fault(folder.At("vm_instances.csv")).Message, StringComparison.Ordinal);
        Assert.Equal([double.NaN], new SampleTrace(folder.Path, skipBad: true).Guests.Select(g => g.Cpus));
    }

    [Fact]
    public void Missing_header_is_refused()
    {
        File.WriteAllText(folder.At("vm_instances.csv"), "1,0,0,1\n");
        Assert.Contains("vmId,vmTypeId,starttime,endtime", SampleTrace.Fault(folder.At("vm_instances.csv")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_in_a_database_is_named_by_its_row_and_can_be_left_out()
    {
        Make("CREATE TABLE vm (vmId, vmTypeId, starttime, endtime)", "CREATE TABLE vmType (vmTypeId, core, memory)",
            "INSERT INTO vmType VALUES (0, 0.5, 0.25)", "INSERT INTO vm VALUES (1, 0, 0, 1), (2, 0, 'soon', 1), (3, 0, 2.5, NULL)");
        Assert.Contains("packing.sqlite:2: starttime is 'soon'", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
        var read = new SampleTrace(folder.Path, skipBad: true);
        Assert.Equal(["1", "3"], read.Guests.Select(g => g.Id));
        Assert.Equal(1, read.Readings[0].Skipped);
        Assert.Equal(0.5, read.Guests[0].Cpus);
    }

    [Fact]
    public void Other_or_cut_database_is_refused()
    {
        Make("CREATE TABLE vm (vmId)");
        Assert.Contains("packing.sqlite: has no table vmType", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
        Make("CREATE TABLE vmType (vmTypeId, core)");
        Assert.Contains("has no column memory in its table vmType", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
        File.WriteAllBytes(folder.At("packing.sqlite"), File.ReadAllBytes(Path.Combine(Sample, "packing.sqlite"))[..1500]);
        Assert.Contains("packing.sqlite: cannot be read as SQLite", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Database_is_not_written_to()
    {
        File.Copy(Path.Combine(Sample, "packing.sqlite"), folder.At("packing.sqlite"));
        var before = File.ReadAllBytes(folder.At("packing.sqlite"));
        _ = new SampleTrace(folder.Path);
        Assert.Equal(before, File.ReadAllBytes(folder.At("packing.sqlite")));
        Assert.Equal(["packing.sqlite"], folder.Files);
    }

    private void Make(params string[] statements)
    {
        File.Delete(folder.At("packing.sqlite"));
        using var database = new SqliteConnection($"Data Source={folder.At("packing.sqlite")};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = string.Join(';', statements);
        command.ExecuteNonQuery();
    }
}
