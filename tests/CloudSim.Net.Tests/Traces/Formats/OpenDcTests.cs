using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Traces.Formats;

public sealed class OpenDcTests : IDisposable
{
    private const string Header = "id,submission_time,duration,cpu_count,cpu_capacity,mem_capacity\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Sample_tells_tasks_in_seconds_and_MiB()
    {
        var read = new SampleTrace(Path.Combine(SampleTrace.Samples, "opendc-csv"));
        Assert.Equal(["11", "12", "13", "14"], read.Guests.Select(g => g.Id));
        Assert.Equal(("13", 1.7e9 + 300, 300, 4, 8192),
            read.Guests.Select(g => (g.Id, g.Submitted, g.Duration, g.Cpus, g.Memory)).ElementAt(2));
        Assert.Equal(181_000 / 1024.0, read.Guests[0].Memory);
        Assert.Equal("1", read.Of("tasks.csv", "rows_unsorted_by_submission"));
        Assert.Equal("3360", read.Of("tasks.csv", "core_seconds"));
        Assert.Equal("1200000", read.Of("tasks.csv", "span"));
        Assert.Contains(read.Remarks, remark => remark.StartsWith("mem_capacity is taken as KB", StringComparison.Ordinal));
    }

    [Fact]
    public void Fragments_follow_each_other_from_their_tasks_submission()
    {
        var read = new SampleTrace(Path.Combine(SampleTrace.Samples, "opendc-csv"));
        Assert.Equal([(0.0, 300.0, 0.0), (300, 300, 0.25), (600, 300, 0.5)],
            read.Demands.Where(d => d.Id == "11").Select(d => (d.Time - 1.7e9, d.Length, d.Cpus)));
        Assert.Equal([(600.0, 300.0, 1.0), (900, 240, 2.2)],
            read.Demands.Where(d => d.Id == "12").Select(d => (d.Time - 1.7e9, d.Length, d.Cpus)));
        Assert.Equal("1", read["fragments_over_the_task_cpu_capacity"]);
        Assert.Equal("1", read["tasks_where_sum_of_fragments_differs_from_duration"]);
        Assert.Equal("60000", read["largest_difference"]);
        Assert.Equal("5859360", read["work_(sum_usage_x_duration)"]);
    }

    [Fact]
    public void Failures_are_figures_only()
    {
        var read = new SampleTrace(Path.Combine(SampleTrace.Samples, "opendc-csv", "failures.csv"));
        Assert.Equal(("3", "87600000", "0.5"), (read["failures"], read["span"], read["failure_intensity.min"]));
        Assert.Empty(read.Guests);
    }

    [Fact]
    public void Memory_that_machines_can_have_is_in_MB()
    {
        File.WriteAllText(folder.At("tasks.csv"), Header + "1,0,1000,2,5200,8192\n2,0,1000,16,33600,100000\n");
        Assert.Equal([8192, 100_000], new SampleTrace(folder.Path).Guests.Select(g => g.Memory));
    }

    [Fact]
    public void Byte_order_mark_and_further_columns_are_read()
    {
        File.WriteAllText(folder.At("tasks.csv"), "\uFEFF" + Header.Replace("\n", ",gpu_count,nature\n", StringComparison.Ordinal)
            + "7,0,1000,1,2600,4096,2,deferrable\n8,0,1000,1,2600,4096,0,\n");
        var read = new SampleTrace(folder.Path);
        Assert.Equal(["7", "8"], read.Guests.Select(g => g.Id));
        Assert.Equal(("2", "1"), (read["gpu_count.max"], read["nature"]));
    }

    [Fact]
    public void Fragments_without_tasks_are_counted_and_not_told()
    {
        File.WriteAllText(folder.At("fragments.csv"), "id,duration,cpu_usage\n1,1000,5\n1,2000,7\n2,1000,0\n");
        var read = new SampleTrace(folder.Path);
        Assert.Equal(("3", "2"), (read["fragments"], read["ids"]));
        Assert.Empty(read.Demands);
        Assert.Contains(read.Remarks, remark => remark.StartsWith("no file of tasks", StringComparison.Ordinal));
        File.WriteAllText(folder.At("tasks.csv"), Header + "1,0,3000,1,2600,4096\n3,0,1000,1,2600,4096\n");
        read = new SampleTrace(folder.Path);
        Assert.Equal(("1", "1", "0"),
            (read["ids_not_in_tasks"], read["tasks_without_fragments"], read["tasks_where_sum_of_fragments_differs_from_duration"]));
        Assert.Equal([(0.0, 1.0), (1, 2)], read.Demands.Select(d => (d.Time, d.Length)));
    }

    [Theory]
    [InlineData("1,0,1000,1,2600,4096\n2,0,1000,1,2600,4096\n", "tasks.csv:1:", Header)]
    [InlineData(Header + "1,0,-5,1,2600,4096\n", "tasks.csv:2: duration is '-5'", "from 0")]
    [InlineData(Header + "1,0,5,1,NaN,4096\n", "tasks.csv:2: cpu_capacity is 'NaN'", "a number")]
    [InlineData(Header + "1,0,5,1,2600,0\n", "tasks.csv:2: mem_capacity is '0'", "from 0.001")]
    [InlineData(Header + "1,0,5,0,2600,4096\n", "tasks.csv:2: cpu_count is '0'", "from 0.001")]
    [InlineData(Header + "1,0,99999999999999999999,1,2600,4096\n", "tasks.csv:2: duration is '99999999999999999999'", "a whole number")]
    [InlineData(Header + "1,0,5,1,2600\n", "tasks.csv:2: 5 fields", "6 fields")]
    [InlineData(Header + "1,0,5,1,2600,4096\n2,0,5,1,2600,4096\n1,0,5,1,2600,4096\n", "tasks.csv:4: task 1 stands twice", "in line 2")]
    [InlineData(Header + "1,9000000000000,900000000000,1,2600,4096\n", "tasks.csv:2: 1 runs until", "9200000000000 ms together")]
    public void Fault_is_named(string text, string what, string right)
    {
        File.WriteAllText(folder.At("tasks.csv"), text);
        var message = SampleTrace.Fault(folder.At("tasks.csv")).Message;
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.Contains(right.TrimEnd(), message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,5,NaN", "cpu_usage is 'NaN'")]
    [InlineData("1,5,-1", "cpu_usage is '-1'")]
    [InlineData("1,-5,1", "duration is '-5'")]
    [InlineData(",5,1", "id is ''")]
    public void Fault_of_a_fragment_is_named(string row, string what)
    {
        File.WriteAllText(folder.At("fragments.csv"), $"id,duration,cpu_usage\n1,5,1\n{row}\n");
        Assert.Contains($"fragments.csv:3: {what}", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_rows_can_be_left_out()
    {
        File.WriteAllText(folder.At("tasks.csv"), Header + "1,0,5,1,2600,4096\n2,0,x,1,2600,4096\n1,0,5,1,2600,4096\n3,0,5,1,2600,4096\n");
        File.WriteAllText(folder.At("fragments.csv"), "id,duration,cpu_usage\n1,5,1\n3,x,1\n3,5,1\n");
        var read = new SampleTrace(folder.Path, skipBad: true);
        Assert.Equal(["1", "3"], read.Guests.Select(g => g.Id));
        Assert.Equal((2, 1), (read.Readings[0].Skipped, read.Readings[1].Skipped));
        Assert.Equal(2, read.Demands.Count);
    }
}
