using System.Threading;
using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Tests.Experiments;

[Collection(ConsoleCollection.Name)]
public sealed class UntilCiTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int trials;

    public void Dispose() => folder.Dispose();

    private sealed record Outcome(double Ms, double Other);

    // Means of 1 and 2 with a spread of 0.29: half widths of 5 % need about 130 runs of the first cell.
    [Fact]
    public void Replications_are_added_until_the_intervals_are_narrow()
    {
        var (code, output, error) = Run("--until-ci 5%");
        Assert.Equal((ExitCode.Done, ""), (code, error));
        var runs = trials / 2;
        Assert.InRange(runs, 100, 260);
        Assert.Contains($"draw: ±5 % of the mean reached after {runs} runs", output);
        Assert.Contains($"\"runs\": {runs}", File.ReadAllText(folder.At("manifest.json")));
        Assert.Equal(2 * runs, File.ReadLines(folder.At("probe.csv")).Count() - 1);
    }

    [Fact]
    public void What_is_not_reached_is_said_with_what_is_known_worst()
    {
        var (code, output, _) = Run("--until-ci 0.5% --runs 40");
        Assert.Equal((ExitCode.Done, 80), (code, trials));
        Assert.Matches(@"draw: ±0\.5 % of the mean not reached after 40 runs: 2 of 2 are wider, ms of Mean = 1 is known to ±\d", output);
    }

    [Theory]
    [InlineData("--jobs 1", "--jobs 2")]
    [InlineData("--jobs 3", "--jobs 16")]
    public void It_does_not_depend_on_the_number_of_jobs(string one, string other)
    {
        using var second = new TemporaryFolder();
        Run($"--until-ci 8% {one}");
        Run($"--until-ci 8% {other}", second);
        Assert.All(folder.Files, f => Assert.Equal(File.ReadAllBytes(folder.At(f)), File.ReadAllBytes(second.At(f))));
    }

    [Fact]
    public void It_goes_on_where_it_stopped()
    {
        using var whole = new TemporaryFolder();
        Run("--until-ci 8%", whole);
        var all = trials;
        foreach (var failAt in new[] { 5, 21, 40 })
            Assert.Equal(ExitCode.Failed, Run("--until-ci 8% --jobs 1", failAt: trials + failAt).Code);
        Assert.Equal(ExitCode.Done, Run("--until-ci 8% --jobs 1").Code);
        Assert.Equal(all + all + 3, trials); // the three that failed, and every other one once
        Assert.All(whole.Files, f => Assert.Equal(File.ReadAllBytes(whole.At(f)), File.ReadAllBytes(folder.At(f))));
    }

    // Looks at 10, 13, 17, 22: narrow by chance at the first, wide at the second, then narrow twice.
    [Fact]
    public void It_must_be_narrow_at_two_looks()
    {
        var rule = new SequentialRule(0.05, 1_000);
        int Look(int runs, double halfWidth) => rule.Next(runs, () => [new Estimate(1, 1 - halfWidth, 1 + halfWidth, runs)]);
        Assert.Equal((10, 13, 17, 22), (rule.Next(0, () => []), Look(10, 0.04), Look(13, 0.06), Look(17, 0.047)));
        Assert.False(rule.IsReached);
        Assert.Equal((22, true), (Look(22, 0.047), rule.IsReached));
        Assert.False(rule.IsNarrow(new Estimate(1, 0.951, 1.049, 22))); // 4.9 % of the mean found may be more than 5 % of the true one
        Assert.Equal(12, new SequentialRule(0.05, 12).Next(10, () => [Estimate.Of([1, 2])]));
    }

    [Fact]
    public void What_has_no_value_is_not_waited_for()
    {
        var (_, output, _) = ConsoleCollection.Run($"--until-ci 5% --out {folder.Path}", x =>
            Assert.Equal(10, x.Run("draw", ["a"], (_, _) => new Outcome(double.NaN, 1), until: o => new { o.Ms }).Count));
        Assert.Contains("not reached after 10 runs: 1 of 1 are wider, ms of a has no interval", output);
    }

    [Theory]
    [InlineData("--until-ci 5", "give a percentage with its sign, such as 1%, from 0.01 to 50")]
    [InlineData("--until-ci 0%", "give a percentage with its sign, such as 1%, from 0.01 to 50")]
    [InlineData("--until-ci 1% --runs 12", "--runs: too few for --until-ci, which looks twice (give at least 13)")]
    public void A_wrong_percentage_is_one_line_and_2(string options, string right)
    {
        var (code, _, error) = Run(options);
        Assert.Equal((ExitCode.BadInput, 0, 1), (code, trials, error.Count(c => c == '\n')));
        Assert.Contains(right, error);
    }

    [Fact]
    public void A_stage_that_names_no_quantity_is_refused_before_it_runs()
    {
        var (code, _, error) = ConsoleCollection.Run($"--until-ci 1% --out {folder.Path}", x =>
            x.Run("draw", [1], (_, _) => Interlocked.Increment(ref trials)));
        Assert.Equal((ExitCode.BadInput, 0), (code, trials));
        Assert.Equal("probe: --until-ci: stage draw names no quantity for it (leave it out, or give --runs)\n",
            error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_script_without_replications_is_refused_and_writes_nothing()
    {
        var (code, _, error) = ConsoleCollection.Run($"--until-ci 1% --out {folder.Path}", x =>
            x.Csv(x.Run("draw", [1], (_, cell) => cell, runs: 1).Select(r => new { r.Outcome })));
        Assert.Equal((ExitCode.BadInput, 1), (code, error.Count(c => c == '\n')));
        Assert.Contains("the script makes no replications", error);
        Assert.DoesNotContain("probe.csv", folder.Files);
    }

    private (int Code, string Out, string Error) Run(string options, TemporaryFolder? to = null, int failAt = int.MaxValue) =>
        ConsoleCollection.Run($"{options} --out {(to ?? folder).Path}", x =>
            x.Csv(x.Run("draw", new[] { new { Mean = 1 }, new { Mean = 2 } }, (trial, cell) => Interlocked.Increment(ref trials) == failAt
                ? throw new InvalidOperationException("stopped")
                : new Outcome(cell.Mean - 0.5 + trial.Streams["x"].NextDouble(), double.NaN), until: o => new { o.Ms })));
}
