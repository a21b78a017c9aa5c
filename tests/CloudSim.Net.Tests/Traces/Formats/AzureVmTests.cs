using System.IO.Compression;
using System.Text;
using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Traces;

namespace CloudSim.Net.Tests.Traces.Formats;

public sealed class AzureVmTests : IDisposable
{
    private const string First = "a,s,d,0,7200,90,25,80,Interactive,2,3.5", Second = "b,s,e,300,900,50,10,20,Delay-insensitive,1,1.75",
        Third = "c,t,f,100,100,50,10,20,Unkown,4,7",
        Fields = "(11 fields: vmid,subscriptionid,"
            + "deploymentid,vmcreated,vmdeleted,maxcpu,avgcpu,p95maxcpu,vmcategory,vmcorecount,vmmemory)";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_VM_is_a_guest()
    {
        var probe = Probe.Text("vmtable.csv", $"{First}\n{Second}\n{Third}");
        Assert.Equal([new("a", 0, 7200, 2, 3584, 0.5), new("b", 300, 600, 1, 1792, 0.1), new("c", 100, 0, 4, 7168, 0.4)], probe.Guests);
        Assert.Equal("azure-vm-2017", Assert.Single(probe.Readings).Format.Name);
        probe.Has("vms=3", "columns=11", "header=no", "subscriptions=2", "deployments=3", "created.min=0", "created.max=300",
            "deleted.min=100", "deleted.max=7200", "rows_unsorted_by_created=1", "lifetime.n=3", "lifetime.mean=2600", "lifetime.p50=600",
            "maxcpu.max=90", "avgcpu.mean=15", "p95maxcpu.min=20", "cores.max=4", "memory.min=1.75", "category[Unkown]=1",
            "category[Interactive]=1");
        Assert.Equal(4 + (1.0 / 6), double.Parse(probe.Figures["core_hours"], System.Globalization.CultureInfo.InvariantCulture), 12);
    }

    [Fact]
    public void Buckets_of_2019_have_tops()
    {
        var probe = Probe.Text("vmtable.csv", "a,s,d,0,7200,90,25,80,Unknown,>24,>64\nb,s,d,0,60,90,25,80,Interactive,2,4\n");
        Assert.Equal([new("a", 0, 7200, 30, 70 * 1024, 7.5), new("b", 0, 60, 2, 4096, 0.5)], probe.Guests);
        Assert.Equal("azure-vm-2019", Assert.Single(probe.Readings).Format.Name);
        probe.Has("core_bucket[>24]=1", "memory_bucket[>64]=1", "memory_bucket[4]=1", "category[Unknown]=1");
        Assert.Contains("an assumption", Assert.Single(probe.Remarks));
    }

    [Fact]
    public void A_file_is_of_2019_by_its_sizes_of_memory_else_by_its_folder()
    {
        static string Row(string memory) => $"a,s,d,0,7200,90,25,80,Interactive,2,{memory}\n";
        Directory.CreateDirectory(folder.At("azure-2019"));
        foreach (var (name, memory, format) in new[] { ("x", "1.75", "azure-vm-2017"), ("x", "32", "azure-vm-2019"),
            ("x", "5", "azure-vm-2017"), ("azure-2019/x", "5", "azure-vm-2019"), ("azure-2019/x", "56", "azure-vm-2017") })
        {
            File.WriteAllText(folder.At(name), Row(memory));
            Assert.Equal(format, Assert.Single(Probe.Of(folder.At(name)).Readings).Format.Name);
        }
    }

    [Fact]
    public void A_reading_is_a_demand()
    {
        File.WriteAllText(folder.At("vmtable.csv"), $"{First}\n{Second}\n");
        File.WriteAllText(folder.At("vm_cpu_readings-file-1-of-1.csv"), "300,a,1,9,5\n0,a,2,1.5,3\n0,x,1,1,1\n");
        var probe = Probe.Of(folder.Path);
        Assert.Equal([new("a", 300, 300, double.NaN, 0.05), new("a", 0, 300, double.NaN, 0.03), new("x", 0, 300, double.NaN, 0.01)],
            probe.Demands);
        Assert.Equal(["azure-vm-2017 (vmtable)", "azure-vm-2017 (readings)"], probe.Readings.Select(reading => reading.Format.ToString()));
        probe.Has("readings=3", "time.min=0", "time.max=300", "avgcpu.mean=3", "rows_not_min<=avg<=max=1", "rows_unsorted_by_time=1",
            "vms=2", "vms_missing_in_vmtable=1", "vmtable_vms_without_readings=1");
    }

    [Fact]
    public void Case_01_packed_readings_that_end_early()
    {
        var path = folder.At("vm_cpu_readings-file-1-of-125.csv.gz");
        var text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{300 * i},vm{i * 7919 % 1000},{i % 7}.5,{i % 90}.25,{i % 11}\n"));
        using (var stream = new GZipStream(File.Create(path), CompressionLevel.Optimal))
            stream.Write(Encoding.UTF8.GetBytes(text));
        Assert.Equal(2000, Probe.Of(path).Demands.Count);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length * 6 / 10)]);
        Assert.Equal($"{path}: the compressed data end early (a whole gzip file)", Probe.Wrong(path));
        File.WriteAllBytes(path, bytes[..5]);
        Assert.Equal($"{path}: the compressed data end early (a whole file)", Probe.Wrong(path));
        File.WriteAllBytes(path, bytes[..^1]);
        Assert.Equal($"{path}: the compressed data end early (a whole gzip file)", Probe.Wrong(path));
    }

    [Theory]
    [InlineData("02", "d,s,e,300,900,50,10,20,Interactive,1", "4: 10 fields " + Fields)]
    [InlineData("02", "d,s,e,300,900,50,10,20,Interactive,1,2,3", "4: 12 fields " + Fields)]
    [InlineData("07", "d,s,e,300,99999999999999999999,50,10,20,Interactive,1,2",
        "4: vmdeleted is '99999999999999999999' (a whole number from 0 to 9200000000)")]
    [InlineData("09", "a,s,e,300,900,50,10,20,Interactive,4,2", "4: vmid a stands twice, first in line 1 (a name of its own for each VM)")]
    [InlineData("11", "d;s;e;300;900;50;10;20;Interactive;1;2", "4: 1 field, as ';' stands between them, not ',' " + Fields)]
    [InlineData("12", "d,s,e,300,900,\"50,5\",10,20,Interactive,1,2", "4: maxcpu is '50,5' (a number from 0 to 100.0001)")]
    [InlineData("16", "d,s,e,600,300,50,10,20,Interactive,1,2",
        "4: vmdeleted 300 is before vmcreated 600 (a VM that is deleted after it was created)")]
    [InlineData("17", "d,s,e,300,900,50,10,20,Interactive,1,0", "4: vmmemory is '0' (a number from 0.001 to 1048576)")]
    [InlineData("17", "d,s,e,300,900,50,10,20,Interactive,0,2", "4: vmcorecount is '0' (a number from 0.001 to 1048576)")]
    [InlineData("03", "d,s,e,300,900,50,NaN,20,Interactive,1,2", "4: avgcpu is 'NaN' (a number from 0 to 100.0001)")]
    [InlineData("04", "d,s,e,300,900,50,-5,20,Interactive,1,2", "4: avgcpu is '-5' (a number from 0 to 100.0001)")]
    [InlineData("04", "d,s,e,-300,900,50,5,20,Interactive,1,2", "4: vmcreated is '-300' (a whole number from 0 to 9200000000)")]
    [InlineData("", ",s,e,300,900,50,5,20,Interactive,1,2", "4: vmid is '' (a text)")]
    [InlineData("", "\nd,s,e,300,900,50,5,20,Interactive,1,2", "4: nothing (rows without blank lines between them)")]
    public void A_fault_of_the_table_is_named(string number, string line, string message)
    {
        Assert.InRange(number.Length, 0, 2);
        Assert.Equal(message, Probe.Wrong("vmtable.csv", $"{First}\n{Second}\n{Third}\n{line}\n"));
    }

    [Theory]
    [InlineData("600,a,1,9,NaN", "3: avgcpu is 'NaN' (a number from 0 to 100.0001)")]
    [InlineData("600,a,1,Infinity,5", "3: maxcpu is 'Infinity' (a number from 0 to 100.0001)")]
    [InlineData("-600,a,1,9,5", "3: timestamp is '-600' (a whole number from 0 to 9200000000)")]
    [InlineData("600,a,1,101,5", "3: maxcpu is '101' (a number from 0 to 100.0001)")]
    [InlineData("600,a,1,9", "3: 4 fields (5 fields: timestamp,vmid,mincpu,maxcpu,avgcpu)")]
    public void A_fault_of_readings_is_named(string line, string message) =>
        Assert.Equal(message, Probe.Wrong("vm_cpu_readings.csv", $"0,a,1,9,5\n300,a,1,9,5\n{line}\n"));

    [Theory]
    [InlineData("0,a,1,9,5\r\n300,a,1,9,6\r600,a,1,9,7\n900,a,1,9,8")]
    [InlineData("900,a,1,9,8\n0,a,1,9,5\n600,a,1,9,7\n300,a,1,9,6\n\n\n")]
    [InlineData("\uFEFF0,a,1,9,5\n300,a,1,9,6\n600,a,1,9,7\n900,a,1,9,8\r\n")]
    public void Cases_05_06_and_08_line_ends_marks_and_order_do_not_matter(string text)
    {
        var probe = Probe.Text("vm_cpu_readings.csv", text);
        probe.Has("readings=4", "vms=1", "time.min=0", "time.max=900", "avgcpu.mean=6.5");
        Assert.Equal([0, 300, 600, 900], probe.Demands.Select(demand => demand.Time).Order());
    }

    [Fact]
    public void Case_13_an_empty_file()
    {
        File.WriteAllText(folder.At("vmtable.csv"), "");
        foreach (var path in new[] { folder.At("vmtable.csv"), folder.Path })
            Assert.StartsWith($"{folder.At("vmtable.csv")}: the file is empty", Probe.Wrong(path));
    }

    [Fact]
    public void Case_14_a_folder_in_place_of_the_file()
    {
        Directory.CreateDirectory(folder.At("vmtable.csv"));
        File.WriteAllText(folder.At("vmtable.csv/keep"), "");
        Assert.StartsWith($"{folder.At("vmtable.csv")}: is a folder, and none of its 1 files is of a known format (own, ",
            Probe.Wrong(folder.At("vmtable.csv")));
    }

    [Fact]
    public void Case_15_a_path_with_blanks_and_brackets()
    {
        Directory.CreateDirectory(folder.At("my [day] (1)"));
        File.WriteAllText(folder.At("my [day] (1)/vm table (1).csv"), $"{First}\n{Second}\n");
        Probe.Of(folder.At("my [day] (1)/vm table (1).csv")).Has("vms=2", "lifetime.max=7200");
        Assert.Equal("my [day] (1)/vm table (1).csv", Assert.Single(Probe.Of(folder.Path).Readings).File);
    }

    [Fact]
    public void Bad_rows_can_be_left_out()
    {
        var probe = Probe.Text("vmtable.csv", $"{First}\nb,s\n{First}\n{Second}\n", skipBad: true);
        Assert.Equal(["a", "b"], probe.Guests.Select(guest => guest.Id));
        Assert.Equal(2, probe.Readings[0].Skipped);
        Assert.Contains(":2: 2 fields", probe.Readings[0].FirstSkipped);
    }
}
