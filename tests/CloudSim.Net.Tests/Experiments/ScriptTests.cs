using System.Text.Json;
using System.Threading;
using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Experiments.Running;

namespace CloudSim.Net.Tests.Experiments;

[Collection(ConsoleCollection.Name)]
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Writes_all_its_files()
    {
        var (code, output, error) = ConsoleCollection.Run($"--out {folder.Path}", Body);
        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Equal(["manifest.json", "probe-lines.png", "probe-lines.svg", "probe.csv"], folder.Files);
        Assert.StartsWith("cell", output);
        var manifest = JsonDocument.Parse(File.ReadAllText(folder.At("manifest.json"))).RootElement;
        Assert.Equal((1, 3, false),
            (manifest.GetProperty("seed").GetInt64(), manifest.GetProperty("runs").GetInt32(), manifest.GetProperty("quick").GetBoolean()));
    }

    [Theory]
    [InlineData("--jobs 1", "--jobs 2")]
    [InlineData("--jobs 2", "--jobs 16")]
    public void Results_do_not_depend_on_the_number_of_jobs(string one, string other)
    {
        using var second = new TemporaryFolder();
        ConsoleCollection.Run($"{one} --runs 9 --out {folder.Path}", Body);
        ConsoleCollection.Run($"{other} --runs 9 --out {second.Path}", Body);
        Assert.Equal(folder.Files, second.Files);
        Assert.All(folder.Files, f => Assert.Equal(File.ReadAllBytes(folder.At(f)), File.ReadAllBytes(second.At(f))));
    }

    [Fact]
    public void Another_seed_gives_other_results_and_the_cells_of_a_run_share_their_numbers()
    {
        var draws = new List<(long Seed, double[] Values)>();
        foreach (var seed in new[] { 1, 2 })
            ConsoleCollection.Run($"--seed {seed} --out {folder.Path}", x =>
                draws.Add((x.Seed,
                    [.. x.Run("draw", new[] { "a", "b" }, (trial, _) => trial.Streams["x"].NextDouble()).Select(r => r.Outcome)])));
        var (first, second) = (draws[0].Values, draws[1].Values);
        Assert.Equal(first[..3], first[3..]); // cell a and cell b
        Assert.Equal(3, first[..3].Distinct().Count()); // three replications
        Assert.Empty(first.Intersect(second));
    }

    [Theory]
    [InlineData("", 3, 10, 1)]
    [InlineData("--runs 5", 5, 5, 1)]
    [InlineData("--quick", 2, 2, 1)]
    [InlineData("--quick --runs 4", 4, 4, 1)]
    public void Replications_follow_option_stage_and_script(string options, int script, int stage, int single)
    {
        var counts = new List<int>();
        ConsoleCollection.Run($"{options} --out {folder.Path}", x =>
        {
            counts.Add(x.Run("script", [0], (_, _) => 0).Count);
            counts.Add(x.Run("stage", [0], (_, _) => 0, runs: 10).Count);
            counts.Add(x.Run("single", [0], (_, _) => 0, runs: 1).Count);
        });
        Assert.Equal([script, stage, single], counts);
    }

    [Fact]
    public void Results_stand_in_the_order_of_the_grid()
    {
        ConsoleCollection.Run($"--jobs 4 --runs 2 --out {folder.Path}", x =>
        {
            var results = x.Run("order", Enumerable.Range(0, 20), (trial, cell) => cell * 10 + trial.Run);
            Assert.Equal(Enumerable.Range(0, 40).Select(i => i / 2 * 10 + i % 2), results.Select(r => r.Outcome));
            Assert.Equal([50, 51], results.ByCell()[5].Outcomes);
        });
    }

    [Fact]
    public void A_missed_goal_is_named_and_the_files_stay()
    {
        var (code, _, error) = ConsoleCollection.Run($"--out {folder.Path}", x =>
        {
            x.Csv([new { A = 1 }]);
            x.Goal("boots within 1 s", true);
            x.Goal("fits 1,000 guests", false);
        });
        Assert.Equal((ExitCode.GoalMissed, "probe: goal missed: fits 1,000 guests\n"), (code, error.ReplaceLineEndings("\n")));
        Assert.Equal(["manifest.json", "probe.csv"], folder.Files);
    }

    [Fact]
    public void The_short_form_runs_when_done()
    {
        var trials = 0;
        var sweep = Experiment.Run(
            ["--out", folder.Path, "--runs", "2"], "How long?", _ => from guests in new[] { 1, 10 } select new { guests },
            (trial, cell) =>
            {
                Interlocked.Increment(ref trials);
                return new { ReadyMs = cell.guests + trial.Streams["x"].NextDouble() };
            },
            path: "/anywhere/short.cs")
            .SaveCsv()
            .SavePlot(x: r => r.Cell.guests, y: r => r.Outcome.ReadyMs);
        Assert.Equal(0, trials);
        var (code, output, _) = ConsoleCollection.Run(sweep.Done);
        Assert.Equal((ExitCode.Done, 7), (code, output.Count(c => c == '\n'))); // three lines of header, four of results
        Assert.Equal(4, trials);
        Assert.Equal(["manifest.json", "short-plot.png", "short-plot.svg", "short.csv"], folder.Files);
        Assert.Contains("ready (ms)", File.ReadAllText(folder.At("short-plot.svg")));
        Assert.Equal("guests,run,ready_ms", File.ReadLines(folder.At("short.csv")).First());
    }

    [Theory]
    [InlineData("", new[] { "Firecracker microVM", "container (runc)" })]
    [InlineData("--quick", new[] { "container (runc)" })]
    public void The_short_form_takes_platforms_machine_and_guests_from_its_options(string options, string[] platforms)
    {
        var sweep = Experiment.Run(
            ["--out", folder.Path, "--cores", "4", "--guest-memory", "1GiB", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            "How large?", x => x.PlatformsWhere(p => p.Name is "Firecracker microVM" or "container (runc)"),
            (trial, platform) => new { trial.Machine.Cores, Memory = trial.Guest(platform).ConfiguredMemory },
            quick: x => x.PlatformsWhere(p => p.Name == "container (runc)"), path: "/anywhere/short.cs").SaveCsv();
        var (code, _, error) = ConsoleCollection.Run(sweep.Done);
        Assert.Equal((ExitCode.Done, ""), (code, error));
        var lines = File.ReadAllLines(folder.At("short.csv"));
        Assert.Equal(platforms.Order().Select(p => $"{p},0,4,1024"), lines.Skip(1).Order());
    }

    [Fact]
    public void One_picture_under_two_names_is_refused()
    {
        Figure Of(string title, params double[] values) =>
            Figure.Lines(title, "x", "y", [new("a", [.. values.Select((v, i) => new LinePoint(i, v))])]);
        var (code, _, error) = ConsoleCollection.Run($"--out {folder.Path}", experiment =>
        {
            experiment.Plot("zeros", Of("Median", 0, 0));
            experiment.Plot("more-zeros", Of("Mean", 0, 0)); // nothing to see in either
            experiment.Plot("init", Of("To init", 1, 2));
            experiment.Plot("ready", Of("To ready", 1, 2));
        });
        Assert.Equal((ExitCode.Failed, "probe: failed: the figures 'init' and 'ready' show the same values: one picture under two names " +
            "(draw it once, or say what differs) (--verbose shows where)\n"), (code, error.ReplaceLineEndings("\n")));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void A_figure_holds_the_command_that_made_it_whatever_the_number_of_jobs()
    {
        Assert.Equal(ExitCode.Done, ConsoleCollection.Run($"--runs 3 --jobs 2 --verbose --out {folder.Path}", Body).Code);
        Assert.Contains("<desc>dotnet run -c Release probe.cs -- --runs 3 (script probe, seed 1); CloudSim.Net ",
            File.ReadAllText(folder.At("probe-lines.svg")));
        Assert.Contains(("Comment", "dotnet run -c Release probe.cs -- --runs 3 (script probe, seed 1)"),
            PngChunks.Texts(File.ReadAllBytes(folder.At("probe-lines.png"))));
    }

    private static void Body(Experiment experiment)
    {
        var results = experiment.Run("draw", new[] { 1.0, 2, 3 }, (trial, cell) => new { Value = cell + trial.Streams["x"].NextDouble() });
        var rows = results.ByCell().Select(c => new { c.Cell, Value = c.Estimate(o => o.Value) }).ToList();
        experiment.Table(rows);
        experiment.Csv(rows);
        experiment.Plot("lines", Figure.Lines("Draws", "x", "y", [new Line("", [.. rows.Select(r => new LinePoint(r.Cell, r.Value))])]));
    }
}
