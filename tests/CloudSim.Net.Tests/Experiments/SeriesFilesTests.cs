using System.Globalization;
using System.Threading;
using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Output;
using CloudSim.Net.Experiments.Recording;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Tests.Datacenter.Recording;
using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Units;
using Parquet;
using Parquet.Schema;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>Series of datacenters as files of a script.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class SeriesFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int trials;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_csv_is_written_without_being_asked_for_where_there_is_no_option()
    {
        Assert.Equal(ExitCode.Done, Run("", [1], withOption: false));
        Assert.Equal(["datacenter.csv", "guest.csv", "host.csv", "manifest.json", "rack.csv"], folder.Files);
        var rows = File.ReadAllLines(folder.At("host.csv"));
        Assert.Equal("time_s,host,cpu_pct,steal_pct,memory_mib,power_w,guests", rows[0]);
        Assert.Equal(1 + (4 * 10), rows.Length);
        Assert.StartsWith("0.5,host 0,", rows[1]);
        Assert.Equal("time_s,guest,host,cpu_pct,steal_pct,memory_mib,state", File.ReadLines(folder.At("guest.csv")).First());
        Assert.Contains("\"host.csv\"", File.ReadAllText(folder.At("manifest.json")));
    }

    [Fact]
    public void With_the_option_nothing_is_written_unless_it_is_given()
    {
        Run("--series csv", [1]);
        Assert.Contains("host.csv", folder.Files);
        Run("--series parquet", [1]); // what the last run wrote goes
        Assert.Equal(["datacenter.parquet", "guest.parquet", "host.parquet", "manifest.json", "rack.parquet"], folder.Files);
        Run("", [1]);
        Assert.Equal(["manifest.json"], folder.Files);
        Assert.Equal(ExitCode.BadInput, Run("--series xml", [1]));
    }

    /// <summary>Row by row and value by value the two formats hold the same, over several groups of rows.</summary>
    [Fact]
    public async Task Parquet_holds_what_csv_holds()
    {
        using var parquet = new TemporaryFolder();
        Run("--series csv", [1], hosts: 600, seconds: 20);
        Run("--series parquet", [1], parquet.Path, hosts: 600, seconds: 20);
        foreach (var table in new[] { "host", "guest", "rack", "datacenter" })
        {
            var lines = File.ReadAllLines(folder.At($"{table}.csv")).Select(line => line.Split(',')).ToList();
            await using var reader = await ParquetReader.CreateAsync(parquet.At($"{table}.parquet"),
                cancellationToken: TestContext.Current.CancellationToken);
            var fields = reader.Schema.GetDataFields();
            Assert.Equal(lines[0], fields.Select(field => field.Name));
            Assert.Equal(table is "host" or "guest" ? 2 : 1, reader.RowGroupCount);
            Assert.All(lines[0], name => Assert.Contains(name, reader.CustomMetadata.Keys));
            var at = 1;
            for (var g = 0; g < reader.RowGroupCount; g++)
            {
                using var group = reader.OpenRowGroupReader(g);
                var columns = new List<string[]>();
                foreach (var field in fields)
                    columns.Add(await Texts(group, field));
                for (var i = 0; i < group.RowCount; i++, at++)
                    Assert.Equal(lines[at], columns.Select(column => column[i]));
            }

            Assert.Equal(lines.Count, at);
        }

        Assert.Contains(File.ReadLines(folder.At("host.csv")), line => line.Contains(",,", StringComparison.Ordinal)); // no power known
    }

    [Theory]
    [InlineData("host", "Double Text Double Double Double Double? Int64")]
    [InlineData("guest", "Double Text Text Double? Double? Double? Text")]
    [InlineData("rack", "Double Int64 Int64 Double Double Double Double? Int64")]
    [InlineData("datacenter", "Double Int64 Int64 Int64 Double Double Double Double? Int64 Int64 Int64 Int64")]
    public async Task Columns_have_their_types(string table, string types)
    {
        Run("--series parquet", [1]);
        await using var reader = await ParquetReader.CreateAsync(folder.At($"{table}.parquet"),
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(types, string.Join(' ', reader.Schema.GetDataFields().Select(field =>
            IsText(field) ? "Text" : field.ClrType.Name + (field.IsNullable ? "?" : ""))));
    }

    [Fact]
    public void Several_cells_and_runs_have_files_of_their_own_whatever_the_jobs_and_stops_on_the_way()
    {
        Run("--series csv --jobs 1 --runs 2", [1, 5], allRuns: true);
        Assert.Equal(["host-1-0.csv", "host-1-1.csv", "host-5-0.csv", "host-5-1.csv"],
            folder.Files.Where(name => name.StartsWith("host", StringComparison.Ordinal)));
        using var parallel = new TemporaryFolder();
        Run("--series csv --jobs 4 --runs 2", [1, 5], parallel.Path, allRuns: true);
        AssertSame(parallel);

        using var resumed = new TemporaryFolder();
        trials = 0;
        Assert.Equal(ExitCode.Failed, Run("--series csv --jobs 1 --runs 2", [1, 5], resumed.Path, allRuns: true, failAt: 4));
        Assert.DoesNotContain(resumed.Files, name => name.EndsWith(".csv", StringComparison.Ordinal));
        var parts = Directory.GetFiles(Path.Combine(resumed.Path, ".resume"), "*-0-guest.csv.part");
        File.Delete(Assert.Single(parts)); // that trial is run again
        Assert.Equal(ExitCode.Done, Run("--series csv --jobs 1 --runs 2", [1, 5], resumed.Path, allRuns: true));
        Assert.Equal(4 + 2, trials);
        AssertSame(resumed);
        Assert.False(Directory.Exists(Path.Combine(resumed.Path, ".resume")));

        void AssertSame(TemporaryFolder other)
        {
            Assert.Equal(folder.Files, other.Files);
            Assert.All(folder.Files.Where(f => f != "manifest.json"),
                f => Assert.True(File.ReadAllBytes(folder.At(f)).AsSpan().SequenceEqual(File.ReadAllBytes(other.At(f))), f));
        }
    }

    [Fact]
    public void Two_datacenters_of_a_trial_have_a_number()
    {
        ConsoleCollection.Run($"--out {folder.Path}", x => x.Run("s", [1], (trial, _) =>
        {
            foreach (var hosts in new[] { 1, 2 })
            {
                var center = new RecordedDatacenter(1, hosts);
                trial.Record(center.Center);
                center.Simulation.Run(1.Seconds);
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => trial.Record(new RecordedDatacenter(1, 1).Center, TimeSpan.Zero));
            return 1;
        }));
        Assert.Equal((2, 3), (File.ReadAllLines(folder.At("host.csv")).Length, File.ReadAllLines(folder.At("host-2.csv")).Length));
    }

    [Fact]
    public void Names_of_files_are_plain_and_each_its_own()
    {
        Assert.Equal(["first-fit-load-0.8", "cell-1", "3", "a-3", "a-4"], SeriesNames.Parts(["First fit, load 0.8", "é", "3", "a", "A"]));
        Assert.Equal(["cell-0", "cell-1", "cell-2"], SeriesNames.Parts(["a", "a", "a-0"]));
        Assert.Equal(62, Assert.Single(SeriesNames.Parts([new string('x', 500)])).Length);
        Assert.Equal("host-2-load-x-1.csv", SeriesNames.Of("host-2.csv", "load", "x", "", "1"));
        Assert.True(SeriesNames.Has("host.csv") && SeriesNames.Has("guest-2-x.parquet"));
        Assert.False(SeriesNames.Has("hosts.csv") || SeriesNames.Has("host.png") || SeriesNames.Has("notes.csv"));
    }

    [Fact]
    public void Csv_quotes_names_that_need_it_and_has_numbers_in_full()
    {
        var stream = new MemoryStream();
        using (var csv = new CsvSeries<HostSample>(stream, SeriesColumns.Host))
            csv.Add(new(1.0 / 3, "a, \"b\"\n", 1e-9, double.NaN, 1e17, null, 5));
        Assert.Equal("time_s,host,cpu_pct,steal_pct,memory_mib,power_w,guests\n0.3333333333333333,\"a, \"\"b\"\"\\n\",1E-09,,1E+17,,5\n",
            System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    /// <summary>The buffers of a table do not grow with its rows.</summary>
    [Fact]
    public void Writing_needs_no_memory_that_grows_with_the_rows()
    {
        using var csv = new CsvSeries<HostSample>(Stream.Null, SeriesColumns.Host);
        Add(1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Add(100_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000); // text would be ten times that

        void Add(int rows)
        {
            for (var i = 0; i < rows; i++)
                csv.Add(new(i, "host 1", i / 3.0, 0, 5, 7.5, i));
        }
    }

    /// <summary>The table on the page has every column with unit and meaning, and which tables have it.</summary>
    [Fact]
    public void The_page_has_the_columns()
    {
        var tables = new (string Name, IReadOnlyList<(string Name, string Unit, string Meaning)> Columns)[]
        {
            ("host", Of(SeriesColumns.Host)), ("guest", Of(SeriesColumns.Guest)), ("rack", Of(SeriesColumns.Rack)),
            ("datacenter", Of(SeriesColumns.Datacenter)),
        };
        var expected = from column in tables.SelectMany(table => table.Columns.Select(c => (Table: table.Name, Column: c)))
                       group column.Table by column.Column into one
                       let c = one.Key
                       select $"| `{c.Name}` | {c.Unit} | {string.Join(", ", one)} | {c.Meaning} |";
        var page = File.ReadAllLines(WorkingCopy.At("src/CloudSim.Net/Datacenter/README.md"));
        Assert.Equal(expected,
            page.SkipWhile(line => line != "| column | unit | in | what it is |").Skip(2).TakeWhile(line => line.Length > 0));

        static IReadOnlyList<(string, string, string)> Of<T>(IReadOnlyList<SeriesColumn<T>> columns) =>
            [.. columns.Select(c => (c.Name, c.Unit, c.Meaning))];
    }

    private static bool IsText(DataField field) => field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>);

    // As CSV has them.
    private static async Task<string[]> Texts(ParquetRowGroupReader group, DataField field)
    {
        var (rows, token) = ((int)group.RowCount, TestContext.Current.CancellationToken);
        if (IsText(field))
        {
            var texts = new string?[rows];
            await group.ReadAsync(field, texts.AsMemory(), cancellationToken: token);
            return [.. texts.Select(text => text!)];
        }

        if (field.ClrType == typeof(long))
        {
            var counts = new long[rows];
            await group.ReadAsync<long>(field, counts.AsMemory(), cancellationToken: token);
            return [.. counts.Select(value => value.ToString(CultureInfo.InvariantCulture))];
        }

        var numbers = new double?[rows];
        if (field.IsNullable)
            await group.ReadAsync<double>(field, numbers.AsMemory(), cancellationToken: token);
        else
        {
            var all = new double[rows];
            await group.ReadAsync<double>(field, all.AsMemory(), cancellationToken: token);
            numbers = [.. all.Select(value => (double?)value)];
        }

        return [.. numbers.Select(value => value?.ToString("R", CultureInfo.InvariantCulture) ?? "")];
    }

    private int Run(string options, int[] cells, string? to = null, bool withOption = true, bool allRuns = false, int failAt = int.MaxValue,
        int hosts = 4, int seconds = 5)
    {
        var script = new Script("?", path: "/nowhere/probe.cs");
        if (withOption)
            script.WithSeries();
        return ConsoleCollection.Run(script, $"--out {to ?? folder.Path} {options}", x => x.Run("load", cells, (trial, cell) =>
        {
            if (Interlocked.Increment(ref trials) == failAt)
                throw new InvalidOperationException("stop");
            var center = new RecordedDatacenter(2, hosts / 2, _ => SchedulerKind.Fluid, hasPower: cell < 5 && hosts < 100);
            trial.Record(center.Center, 0.5.Seconds, guests: true, allRuns);
            for (var i = 0; i < hosts; i++)
                center.Execute(center.Place($"vm {i}", duration: i % 3 == 0 ? 1.Seconds : null), ((cell + (i % 7)) * 0.3).Seconds);
            center.Simulation.Run(center.Simulation.StartDate.AddSeconds(seconds));
            return cell;
        })).Code;
    }
}
