using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Traces;
using CloudSim.Net.Traces.Formats;

namespace CloudSim.Net.Tests.Traces;

public sealed class TraceFilesTests : IDisposable
{
    private const string Own = "id,submitted,duration,cpus,memory\na,0,1,1,1\n", Huawei = "vmid,cpu,memory,time,type\n0,4,16,0.0,0\n",
        Readings = "0,a,1,2,1.5\n", Table = "a,s,d,0,7200,90,25,80,Interactive,2,3.5\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_of_several_formats_is_read_guests_first()
    {
        Write("a/vm_cpu_readings.csv", Readings);
        Write("b/vmtable.csv", Table);
        Write("c.csv", Huawei);
        Write("d/e/guests.csv", Own);
        var files = Files();
        Assert.Equal(["b/vmtable.csv", "c.csv", "d/e/guests.csv", "a/vm_cpu_readings.csv"],
            files.Known.Select(file => files.Relative(file.Path)));
        Assert.Equal(["azure-vm-2017", "huawei-vm-placement", "own", "azure-vm-2017"], files.Known.Select(file => file.Format.Name));
        Assert.Empty(files.Strangers);
        var probe = Probe.Of(folder.Path);
        Assert.Equal(3, probe.Guests.Count);
        Assert.Single(probe.Demands);
    }

    [Fact]
    public void Hidden_files_and_folders_are_left_out_and_strangers_are_listed()
    {
        Write("c.csv", Huawei);
        Write(".hidden.csv", Own);
        Write(".git/c.csv", Own);
        Write("notes.txt", "some words\n");
        Write("empty", "");
        File.WriteAllBytes(folder.At("picture.png"), [0x89, 0x50, 0, 0, 1, 2, 3]);
        File.CreateSymbolicLink(folder.At("gone"), folder.At("nowhere"));
        File.CreateSymbolicLink(folder.At("loop"), folder.Path);
        var files = Files();
        Assert.Equal(["c.csv"], files.Known.Select(file => files.Relative(file.Path)));
        Assert.Equal(["empty", "gone", "notes.txt", "picture.png"], files.Strangers.Select(files.Relative).Order());
    }

    [Fact]
    public void A_folder_without_a_trace_is_refused()
    {
        Assert.StartsWith($"{folder.Path}: is a folder, and none of its 0 files is of a known format (own, ", Probe.Wrong(folder.Path));
        Write("notes.txt", "some words\n");
        Assert.StartsWith($"{folder.Path}: is a folder, and none of its 1 files is of a known format (own, ", Probe.Wrong(folder.Path));
        Assert.StartsWith($"{folder.At("notes.txt")}: is of no known format (own, ", Probe.Wrong(folder.At("notes.txt")));
        Assert.StartsWith($"{folder.At("none.csv")}: no such file", Probe.Wrong(folder.At("none.csv")));
    }

    [Fact]
    public void One_trace_may_be_asked_for()
    {
        Write("b/vmtable.csv", Table);
        Write("c.csv", Huawei);
        var probe = new Probe();
        var readings = Files().Read(probe, trace: ("azure-vm-2017", "b")).ToList();
        Assert.Equal(["b/vmtable.csv"], readings.Select(reading => reading.File));
    }

    [Fact]
    public void A_file_is_called_by_its_name_and_a_folder_from_itself()
    {
        Write("x y/c.csv", Huawei);
        Assert.Equal("c.csv", Assert.Single(Probe.Of(folder.At("x y/c.csv")).Readings).File);
        Assert.Equal("c.csv", Assert.Single(Probe.Of(folder.At("x y/")).Readings).File);
        Assert.Equal("x y/c.csv", Assert.Single(Probe.Of(folder.Path).Readings).File);
    }

    [Fact]
    public void A_file_that_cannot_be_read_on_is_left_out_where_bad_ones_are()
    {
        Write("a.csv", Huawei + "1,4,16," + new string('1', InputFiles.MostLine) + ",0\n2,4,16,5.0,0\n");
        Write("b.csv", Own);
        Assert.Contains("bytes in one line", Probe.Wrong(folder.Path));
        var probe = Probe.Of(folder.Path, skipBad: true);
        Assert.Equal([(1L, 0), (0L, 8)], probe.Readings.Select(reading => (reading.Skipped, Math.Min(8, reading.Figures.Count))));
        Assert.Contains(":3: more than 65536 bytes in one line", probe.Readings[0].FirstSkipped);
    }

    [Fact]
    public void The_real_files_are_known_as_what_they_are_and_as_nothing_else()
    {
        var data = Path.Combine(Repository.Root, "..", "shared", "data");
        Assert.SkipUnless(Directory.Exists(data), "the real traces are not beside this checkout");
        string[] mine = ["swf", "gwf", "azure-functions-2019", "azure-functions-2021", "huawei-vm-placement"];
        var own = TraceFormats.All.Where(format => mine.Contains(format.Name)).ToList();
        foreach (var file in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).Length > 0
            && !f.Contains("malformed", StringComparison.Ordinal) && !f.EndsWith(".md", StringComparison.Ordinal)))
        {
            var head = new TraceHead(file);
            var known = own.Where(format => format.Knows(head)).Select(format => format.Name).ToList();
            var folderName = head.Folder;
            if (mine.Contains(folderName))
                Assert.Equal([folderName], known);
            else
                Assert.Equal([], known.Select(name => $"{file} is taken as {name}"));
        }
    }

    private TraceFiles Files() => new(folder.Path, TraceFormats.All);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
        File.WriteAllText(folder.At(name), text);
    }
}
