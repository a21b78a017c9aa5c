using System.Globalization;
using System.Threading;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Experiments.Figures.Drawing;
using CloudSim.Net.Experiments.Recording;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Statistics;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>What trials record becomes files, whatever the number of jobs, also when a run is resumed.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class RecordingTests : IDisposable
{
    private static readonly string[] Files =
    [
        "manifest.json", "probe-load-histogram.csv", "probe-load-histogram.png", "probe-load-histogram.svg", "probe-load-log.txt",
        "probe-load-series-0.png", "probe-load-series-0.svg", "probe-load-series-1.png", "probe-load-series-1.svg", "probe-load-series.csv",
    ];

    private readonly TemporaryFolder folder = new();
    private int trials;

    public void Dispose() => folder.Dispose();

    private sealed record Cell(string Neighbour, int Spinners);

    [Fact]
    public void One_line_each_gives_table_figure_log_and_histogram()
    {
        Assert.Equal(ExitCode.Done, Run("--jobs 1"));
        Assert.Equal(Files, folder.Files);
        var rows = Lines("series.csv");
        Assert.Equal("neighbour,spinners,run,time_s,entity,kind,cpu_pct,steal_pct,run_delay_pct,throttled_pct,nr_throttled,memory_mib," +
            "read_mib_per_s,write_mib_per_s,net_mib_per_s", rows[0]);
        Assert.Equal(1 + 2 * 3 * 10, rows.Length); // two cells, host, guest and CPU, ten intervals; of three replications the first
        Assert.StartsWith("none,0,0,0.1,host 0,host,", rows[1]);
        Assert.EndsWith(",,,", rows.First(r => r.Contains(",cpu 0,")));
        Assert.All(rows.Where(r => r.StartsWith("busy,3,0,", StringComparison.Ordinal) && r.Contains(",host 0,")),
            r => Assert.Equal(100, double.Parse(r.Split(',')[6], CultureInfo.InvariantCulture), 0.1));

        var buckets = Lines("histogram.csv");
        Assert.Equal("neighbour,spinners,run,histogram,from_ms,to_ms,count", buckets[0]);
        Assert.Equal(2 * 3 * 10, buckets.Skip(1).Sum(b => int.Parse(b.Split(',')[^1], CultureInfo.InvariantCulture))); // all three
        Assert.All(buckets.Skip(1), b => Assert.Equal("", b.Split(',')[2]));

        var log = Lines("log.txt");
        Assert.Equal("web (none, spinners 0), run 0", log[0]);
        Assert.Contains("web (busy, spinners 3), run 0", log);
        Assert.Matches(@"^ +0\.000 ms  admitted: container \(runc\), 256 MiB$", log[1]);
        var svg = File.ReadAllText(folder.At("probe-load-series-1.svg"));
        Assert.All(new[] { "web waited most for a CPU", "Time (s)", "host 0", "cpu 0" }, text => Assert.Contains(text, svg));
    }

    [Fact]
    public void Files_do_not_depend_on_the_number_of_jobs_nor_on_a_stop_on_the_way()
    {
        using var parallel = new TemporaryFolder();
        Run("--jobs 1");
        Run("--jobs 4", parallel.Path);
        AssertSame(parallel);

        using var resumed = new TemporaryFolder();
        trials = 0;
        Assert.Equal(ExitCode.Failed, Run("--jobs 1", resumed.Path, failAt: 5));
        Assert.Equal(ExitCode.Done, Run("--jobs 1", resumed.Path));
        Assert.Equal(5 + 2, trials); // four of six were kept
        AssertSame(resumed);

        void AssertSame(TemporaryFolder other)
        {
            Assert.Equal(folder.Files, other.Files);
            Assert.All(folder.Files.Where(f => f != "manifest.json"),
                f => Assert.True(File.ReadAllBytes(folder.At(f)).AsSpan().SequenceEqual(File.ReadAllBytes(other.At(f))), f));
        }
    }

    [Fact]
    public void All_runs_are_recorded_if_asked_for_and_a_cell_that_fits_no_table_is_its_text()
    {
        ConsoleCollection.Run($"--out {folder.Path} --runs 2", x => x.Run("s", new[] { new int[3] }, (trial, _) =>
        {
            var sim = new Simulation();
            var host = new Host(sim, HostModel.RackServer(trial.Parameters) with { Cores = 1 }, trial.Streams);
            trial.Record(host, 1.Seconds, "a", allRuns: true);
            trial.Record(host, 1.Seconds, "a", allRuns: true);
            sim.Run(1.Seconds);
            return 1;
        }));
        Assert.Equal(["cell,run,time_s,entity", "System.Int32[],0,1,a", "System.Int32[],0,1,a (2)", "System.Int32[],1,1,a",
            "System.Int32[],1,1,a (2)"], File.ReadLines(folder.At("probe-s-series.csv")).Select(l => string.Join(',', l.Split(',')[..4])));
    }

    [Fact]
    public void Without_a_recording_there_is_no_file()
    {
        ConsoleCollection.Run($"--out {folder.Path}", x => x.Run("s", [1, 2], (_, cell) => cell));
        Assert.Equal(["manifest.json"], folder.Files);
    }

    /// <summary>The drawn distribution has the quantiles of the histogram that it was made of.</summary>
    [Fact]
    public void The_values_of_a_histograms_figure_have_its_quantiles()
    {
        var (histogram, random) = (new Histogram(), new RandomStreams(1, 0)["x"]);
        for (var i = 0; i < 20_000; i++)
            histogram.Add(random.Exponential(10));
        var buckets = histogram.Buckets.Select(b => new CountedBucket("x", b.From, b.To, b.Count)).ToList();
        var values = HistogramFigure.Values(buckets);
        Assert.Equal(1000, values.Count);
        foreach (var share in new[] { 0.1, 0.5, 0.9, 0.99 })
            Assert.InRange(values[(int)(1000 * share)], histogram[share - 0.001] * 0.999, histogram[share + 0.002] * 1.001);
        Assert.Equal([0.5, 0.5, 3.5], HistogramFigure.Values([new("x", 0, 1, 2), new("x", 3, 4, 1)]));
    }

    [Fact]
    public void Buckets_hold_every_value_within_their_bounds()
    {
        var histogram = new Histogram();
        double[] values = [0, 1e-30, 0.001, 1, 1, 1.001, 250, 1e6];
        Array.ForEach(values, histogram.Add);
        var buckets = histogram.Buckets.ToList();
        Assert.Equal(buckets.OrderBy(b => b.From), buckets);
        Assert.All(values, v => Assert.Single(buckets, b => b.From <= v && v < b.To));
        Assert.Equal([.. buckets.Select(b => (long)values.Count(v => b.From <= v && v < b.To))], buckets.Select(b => b.Count));
        Assert.All(buckets.Skip(1), b => Assert.True(b.To / b.From <= 1 + 1.0 / 128));
    }

    /// <summary>Panels stand below each other, their data begin and end at one place, and no text lies on another.</summary>
    [Fact]
    public void Panels_share_the_axis_across()
    {
        Line Of(string name, double top) => new(name, [.. Enumerable.Range(0, 50).Select(i => new LinePoint(i, top * (1 + Math.Sin(i))))]);
        var page = Figure.Panels("Found", "Time (s)",
            [new("CPU time (% of one CPU)", [Of("a", 100), Of("b", 50)]), new("Memory (MiB)", [Of("a", 123_456)])], "conditions")
            .Draw(new Looks());
        var curves = page.Strokes.Where(s => s.Points.Count == 50).ToList();
        Assert.Equal(3, curves.Count);
        Assert.Equal(3, curves.Count(c => c.Points[0].X == curves[0].Points[0].X && c.Points[^1].X == curves[0].Points[^1].X));
        Assert.True(curves[1].Points.Max(p => p.Y) < curves[2].Points.Min(p => p.Y));
        Assert.Equal(curves[0].Color, curves[2].Color);
        Assert.Empty(page.Marks);
        foreach (var (i, text) in page.Texts.Index())
            Assert.All(page.Texts.Skip(i + 1), other =>
                Assert.False(text.Rect.IntersectsWith(other.Rect), $"{text.Lines[0]} on {other.Lines[0]}"));
        Assert.Single(page.Texts, t => t.Lines[0] == "Time (s)");
        Assert.True(page.Texts.Max(t => t.Rect.Bottom) <= page.Height);
        Assert.Throws<ArgumentException>(() => Figure.Panels("t", "x", []));
    }

    /// <summary>A sweep of few sizes shows where it was measured, in each panel and in the legend; a value not known has none.</summary>
    [Theory]
    [InlineData(16, 32)]
    [InlineData(17, 0)]
    public void Few_points_have_markers_in_panels(int points, int marks)
    {
        Line Of(double first) => new("W1", [.. Enumerable.Range(0, points).Select(i => new LinePoint(i, i == 0 ? first : i))]);
        var page = Figure.Panels("Found", "Hosts", [new("CPU time (s)", [Of(5)]), new("Memory (MiB)", [Of(double.NaN)])]).Draw(new Looks());
        Assert.Equal(marks, page.Marks.Count);
        Assert.All(page.Marks, m => Assert.InRange(m.Center.Y, 0, page.Height));
    }

    private string[] Lines(string file) => File.ReadAllLines(folder.At($"probe-load-{file}"));

    private int Run(string options, string? to = null, int failAt = int.MaxValue) =>
        ConsoleCollection.Run($"--out {to ?? folder.Path} {options}", x => x.Run("load", [new Cell("none", 0), new Cell("busy", 3)],
            (trial, cell) =>
            {
                if (Interlocked.Increment(ref trials) == failAt)
                    throw new InvalidOperationException("stop");
                var sim = new Simulation();
                var host = new Host(sim, HostModel.RackServer(trial.Parameters) with { Cores = 1 }, trial.Streams);
                host.TryAdmit(RuncContainer.Of(trial.Parameters), new GuestSpec(256.MiB, 20.MiB), out var guest, out _);
                trial.Record(host);
                trial.Record(guest!, name: "web");
                trial.Record(host.Scheduler);
                trial.Log(guest!, "web");
                for (var i = 0; i < cell.Spinners; i++)
                    host.Scheduler.CreateTask($"spinner {i}").Demand(CpuTask.Forever);
                sim.Process(Requests());
                sim.Run(1.Seconds);
                return cell.Spinners;

                IEnumerable<Event> Requests()
                {
                    for (var i = 0; i < 10; i++)
                    {
                        var begin = sim.Now;
                        yield return guest!.Cpu.Execute(5.Milliseconds);
                        trial.Histogram("response").Add((sim.Now - begin).TotalMilliseconds);
                    }
                }
            })).Code;
}
