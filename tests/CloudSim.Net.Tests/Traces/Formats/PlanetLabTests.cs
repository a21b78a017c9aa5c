using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Traces;
using CloudSim.Net.Traces.Formats;

namespace CloudSim.Net.Tests.Traces.Formats;

public class PlanetLabTests
{
    [Fact]
    public void A_folder_is_one_trace_and_unequal_numbers_of_samples_are_said()
    {
        using var folder = new TemporaryFolder();
        var day = Directory.CreateDirectory(folder.At("20110303")).FullName;
        File.WriteAllText(Path.Combine(day, "b_host_edu_slice two"), "50\n100\n0\n");
        File.WriteAllText(Path.Combine(day, "a_host_edu_slice"), "0\n0");
        var read = ReadTrace.At(folder.Path);
        Assert.Equal(("20110303", "planetlab"), (read.Only.File, read.Only.Format.Name));
        Assert.Equal(("2", "5", "2", "3", "900 s", "300 s"), (read["files"], read["samples"], read["samples_per_file.min"],
            read["samples_per_file.max"], read["span"], read["step"]));
        Assert.Equal(("5 values", "30 %", "0 %", "100 %", "1", "0"), (read["utilisation.n"], read["utilisation.mean"],
            read["utilisation.p50"], read["utilisation.max"], read["files_all_zero"], read["values_not_integer"]));
        Assert.Equal([new("a_host_edu_slice", 0, 600, 1, double.NaN, 0), new("b_host_edu_slice two", 0, 900, 1, double.NaN, 0.5)],
            read.Guests);
        Assert.Equal([(0, 0.0), (300, 0), (0, 0.5), (300, 1), (600, 0)], read.Demands.Select(d => (d.Time, d.Cpus)));
        Assert.Contains("the files have 2 to 3 samples: a machine ends with its last one", read.Remarks);
    }

    [Fact]
    public void The_folder_itself_and_a_file_of_it_are_traces_too()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "one", "two" })
            File.WriteAllText(folder.At(name), "12.5\n7\n");
        File.WriteAllText(folder.At("README"), "of no known format\n");
        var all = ReadTrace.At(folder.Path);
        Assert.Equal((Path.GetFileName(folder.Path), "2", "2"), (all.Only.File, all["files"], all["values_not_integer"]));
        var one = ReadTrace.At(folder.At("two"));
        Assert.Equal(("two", "1", "2"), (one.Only.File, one["files"], one["samples_per_file.min"]));
        Assert.Single(one.Remarks);
        Assert.Equal([folder.At("README")], new TraceFiles(folder.Path, TraceFormats.All).Strangers);
    }

    [Theory]
    [InlineData("-5", "3: cpu_utilisation is '-5' (a number from 0 to 100)")]
    [InlineData("101", "3: cpu_utilisation is '101' (a number from 0 to 100)")]
    [InlineData("NaN", "3: cpu_utilisation is 'NaN' (a number from 0 to 100)")]
    [InlineData("1,5", "3: cpu_utilisation is '1,5' (a number from 0 to 100)")]
    [InlineData("1 5", "3: 2 fields (1 fields: cpu_utilisation)")]
    [InlineData("", "3: nothing (rows without blank lines between them)")]
    public void A_faulty_line_is_named(string line, string fault)
    {
        var text = $"1\n2\n{line}\n4\n";
        Assert.Equal(fault, ReadTrace.Fault("machine", text));
        var read = ReadTrace.Of("machine", text, skipBad: true);
        Assert.Equal((1, 3), (read.Only.Skipped, read.Only.Rows));
        Assert.Equal(read.Only.Rows, read.Demands.Count);
    }
}
