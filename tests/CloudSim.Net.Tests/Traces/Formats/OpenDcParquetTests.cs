using CloudSim.Net.Tests.Experiments;
using Parquet;
using Parquet.Schema;

namespace CloudSim.Net.Tests.Traces.Formats;

public sealed class OpenDcParquetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void V2_0_has_no_speed_so_its_demands_are_not_told()
    {
        var read = new SampleTrace(Path.Combine(SampleTrace.Samples, "opendc-parquet", "v2.0"));
        Assert.Equal([("a", 1.7e9, 900, 1, 181_000 / 1024.0), ("b", 1.7e9 + 600, 600, 2, 260_000 / 1024.0)],
            read.Guests.Select(g => (g.Id, g.Submitted, g.Duration, g.Cpus, g.Memory)));
        Assert.Empty(read.Demands);
        Assert.Equal(("0", "7", "1700000000000", "1700001200000"),
            (read["cpu_capacity.n"], read["fragments"], read["time.min"], read["time.max"]));
        Assert.Equal("id:BYTE_ARRAY submissionTime:INT64 endTime:INT64 maxCores:INT32 requiredMemory:INT64",
            read.Of("tasks.parquet", "column_names"));
        Assert.Equal("ZSTD", read.Of("tasks.parquet", "compression"));
        Assert.Contains(read.Remarks, remark => remark.StartsWith("7 fragments are of tasks whose cpu_capacity", StringComparison.Ordinal));
    }

    [Fact]
    public void V2_1_has_texts_as_ids()
    {
        var read = new SampleTrace(Path.Combine(SampleTrace.Samples, "opendc-parquet", "v2.1"));
        Assert.Equal([("b", 1.7e9 + 600, 300.0, 2.0), ("b", 1.7e9 + 900, 300, 0.5)],
            read.Demands.Where(d => d.Id == "b").Select(d => (d.Id, d.Time, d.Length, d.Cpus)));
        Assert.Equal(("1", "2"), (read.Of("tasks.parquet", "nature"), read.Of("fragments.parquet", "cpu_count.max")));
    }

    [Fact]
    public void Todays_has_lists_and_other_devices()
    {
        var read = new SampleTrace(Path.Combine(SampleTrace.Samples, "opendc-parquet", "today"));
        Assert.Equal(["0", "1", "2", "3"], read.Guests.Select(g => g.Id));
        Assert.Equal(4096, read.Guests[0].Memory);
        Assert.Equal(("4", "4", "1", "2000"),
            (read["edges_(parents)"], read["edges_(children)"], read["gpu_count.max"], read["gpu_capacity.max"]));
        Assert.Equal(("1000", "1"), (read["gpu_usage.max"], read["fragments_over_the_task_cpu_capacity"]));
        Assert.DoesNotContain("parents and children do not agree", read.Remarks);
        Assert.Equal([(1.7e9, 1.0), (1.7e9 + 300, 0.5)], read.Demands.Where(d => d.Id == "0").Select(d => (d.Time, d.Cpus)));
        Assert.Equal(("3", "87600000"), (read["failures"], read.Of("failures.parquet", "span")));
    }

    [Fact]
    public void Text_and_Parquet_of_the_same_rows_are_told_the_same()
    {
        var original = Path.Combine(SampleTrace.Data, "opendc-bitbrains-small");
        Assert.SkipUnless(Directory.Exists(original), "the real traces are not beside this checkout");
        foreach (var name in new[] { "tasks", "fragments" })
            foreach (var kind in new[] { "csv", "parquet" })
            {
                Directory.CreateDirectory(folder.At(kind));
                File.Copy(Path.Combine(original, $"{name}.{kind}"), Path.Combine(folder.At(kind), $"{name}.{kind}"));
            }

        var (text, columns) = (new SampleTrace(folder.At("csv")), new SampleTrace(folder.At("parquet")));
        Assert.Equal(50, text.Guests.Count);
        Assert.Equal(text.Guests, columns.Guests);
        Assert.Equal(276_979, text.Demands.Count);
        Assert.True(text.Demands.SequenceEqual(columns.Demands));
    }

    [Fact]
    public void Null_and_NaN_are_named_by_row_and_groups_are_read_on()
    {
        Write("fragments.parquet", (new DataField<int>("id"), new[] { 1, 1 }), (new DataField<long>("duration"), new[] { 5L, 5 }),
            (new DataField<double?>("cpu_usage"), new double?[] { 1, null }));
        Assert.Contains("fragments.parquet:2: cpu_usage is ''", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
        Assert.Equal(1, new SampleTrace(folder.Path, skipBad: true).Readings[0].Skipped);
        Write("fragments.parquet", (new DataField<int>("id"), new[] { 1, 1 }), (new DataField<long>("duration"), new[] { 5L, 5 }),
            (new DataField<double?>("cpu_usage"), new double?[] { 1, double.NaN }));
        Assert.Contains("fragments.parquet:2: cpu_usage is 'NaN'", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
        Write("fragments.parquet", 2, (new DataField<int>("id"), new[] { 1, 1 }), (new DataField<long>("duration"), new[] { 5L, 5 }),
            (new DataField<double>("cpu_usage"), new[] { 1.0, 2 }));
        var read = new SampleTrace(folder.Path);
        Assert.Equal(("4", "2", "4", "1.5"), (read["rows"], read["row_groups"], read["fragments"], read["cpu_usage.mean"]));
    }

    [Fact]
    public void Two_tasks_of_an_id_are_refused_with_both_rows_over_groups()
    {
        Write("tasks.parquet", groups: 2, (new DataField<string>("id", nullable: false), new[] { "x", "y" }),
            (new DataField<long>("submissionTime"), new[] { 0L, 0 }), (new DataField<long>("endTime"), new[] { 5L, 5 }),
            (new DataField<int>("maxCores"), new[] { 1, 1 }), (new DataField<long>("requiredMemory"), new[] { 4096L, 4096 }));
        Assert.Contains("tasks.parquet:3: task x stands twice, first in line 1", SampleTrace.Fault(folder.Path).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void End_before_submission_is_refused_with_both_times()
    {
        Write("tasks.parquet", (new DataField<string>("id", nullable: false), new[] { "x" }),
            (new DataField<long>("submissionTime"), new[] { 600L }), (new DataField<long>("endTime"), new[] { 300L }),
            (new DataField<int>("maxCores"), new[] { 1 }), (new DataField<long>("requiredMemory"), new[] { 4096L }));
        Assert.Contains("tasks.parquet:1: endTime 300 is before submissionTime 600", SampleTrace.Fault(folder.Path).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_or_cut_file_is_refused_by_its_name()
    {
        var bytes = File.ReadAllBytes(Path.Combine(SampleTrace.Samples, "opendc-parquet", "v2.1", "tasks.parquet"));
        File.WriteAllBytes(folder.At("tasks.parquet"), bytes[..(bytes.Length * 6 / 10)]);
        Assert.Contains("tasks.parquet: cannot be read as Parquet", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
        bytes.AsSpan(4, 300).Fill(0xFF);
        File.WriteAllBytes(folder.At("tasks.parquet"), bytes);
        Assert.Contains("tasks.parquet: cannot be read as Parquet", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_column_is_named()
    {
        Write("tasks.parquet", (new DataField<string>("id", nullable: false), new[] { "x" }),
            (new DataField<long>("submission_time"), new[] { 600L }), (new DataField<long>("duration"), new[] { 300L }));
        Assert.Contains("has no column cpu_count or maxCores", SampleTrace.Fault(folder.Path).Message, StringComparison.Ordinal);
    }

    /// <summary>The footer tells the columns and where they stand: whichever of its bytes is wrong, it is a fault that is named.</summary>
    [Theory]
    [InlineData("v2.0", "tasks.parquet")]
    [InlineData("today", "failures.parquet")]
    public void Damaged_footer_is_no_crash(string generation, string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(SampleTrace.Samples, "opendc-parquet", generation, file));
        var refused = 0;
        for (var at = bytes.Length - 8 - BitConverter.ToInt32(bytes, bytes.Length - 8); at < bytes.Length; at += 3)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(folder.At(file), damaged);
            try
            {
                _ = new SampleTrace(folder.At(file));
            }
            catch (InputException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 10, int.MaxValue);
    }

    private void Write(string name, params (DataField Field, Array Values)[] columns) => Write(name, 1, columns);

    private void Write(string name, int groups, params (DataField Field, Array Values)[] columns)
    {
        using var stream = File.Create(folder.At(name));
        var writer = ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(c => c.Field)), stream).GetAwaiter().GetResult();
        for (; groups > 0; groups--)
        {
            using var group = writer.CreateRowGroup();
            foreach (var (field, values) in columns)
                (values switch
                {
                    string[] texts => group.WriteAsync(field, texts),
                    int[] numbers => group.WriteAsync<int>(field, numbers.AsMemory()),
                    long[] numbers => group.WriteAsync<long>(field, numbers.AsMemory()),
                    double[] numbers => group.WriteAsync<double>(field, numbers.AsMemory()),
                    _ => group.WriteAsync<double>(field, ((double?[])values).AsMemory()),
                }).GetAwaiter().GetResult();
        }

        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
