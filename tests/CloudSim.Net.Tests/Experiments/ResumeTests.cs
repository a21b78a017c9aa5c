using CloudSim.Net.Statistics;
using System.Threading;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Experiments;

[Collection(ConsoleCollection.Name)]
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int trials;

    public void Dispose() => folder.Dispose();

    private sealed record Two(double Sum)
    {
        public Two(double a, double b)
            : this(a + b)
        {
        }
    }

    private sealed record Outcome(double Draw, IReadOnlyList<double> Times, TimeSpan Ready, Bytes Memory, Estimate Overhead);

    [Fact]
    public void What_was_finished_is_not_computed_again_and_the_result_is_the_same()
    {
        Run("", failAt: 7);
        Assert.Equal(7, trials);
        Assert.Single(folder.Files, f => f.StartsWith(".resume/probe-boot-", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Done, Run(""));
        Assert.Equal(7 + 6, trials); // six of twelve were kept
        Assert.Equal(["manifest.json", "probe.csv"], folder.Files);
        var resumed = File.ReadAllText(folder.At("probe.csv"));

        Assert.Equal(ExitCode.Done, Run(""));
        Assert.Equal(7 + 6 + 12, trials); // nothing is left over from a success
        Assert.Equal(resumed, File.ReadAllText(folder.At("probe.csv")));
    }

    [Theory]
    [InlineData("--seed 2")]
    [InlineData("--runs 5")]
    [InlineData("--size 9")]
    public void Another_command_starts_from_the_beginning(string options)
    {
        Run("", failAt: 7);
        trials = 0;
        Run(options);
        Assert.InRange(trials, 12, 20);
    }

    [Fact]
    public void A_torn_last_line_is_ignored()
    {
        Run("", failAt: 7);
        var file = folder.At(Assert.Single(folder.Files, f => f.StartsWith(".resume", StringComparison.Ordinal)));
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text[..^10]);
        trials = 0;
        Assert.Equal(ExitCode.Done, Run(""));
        Assert.Equal(7, trials); // of twelve, five lines were whole
    }

    [Theory]
    [InlineData(typeof(double), true)]
    [InlineData(typeof(Outcome), true)]
    [InlineData(typeof(Dictionary<string, List<int?>>), true)]
    [InlineData(typeof((int A, double B)), true)]
    [InlineData(typeof(Moments), false)] // hides its state
    [InlineData(typeof(Histogram), false)]
    [InlineData(typeof(Func<int>), false)]
    [InlineData(typeof(object), false)]
    [InlineData(typeof(Two), false)] // two ways to make it
    public void Only_outcomes_that_come_back_whole_are_kept(Type type, bool kept) => Assert.Equal(kept, Persistence.Keeps(type));

    private int Run(string options, int failAt = int.MaxValue)
    {
        var script = ConsoleCollection.Script;
        script.Option("--size", "N", "a size", 1);
        var (code, _, _) = ConsoleCollection.Run(script, $"--jobs 1 --out {folder.Path} {options}", x =>
        {
            var results = x.Run("boot", new[] { "a", "b", "c", "d" }, (trial, _) =>
            {
                if (Interlocked.Increment(ref trials) >= failAt)
                    throw new InvalidOperationException();
                var draw = trial.Streams["x"].NextDouble();
                return new Outcome(draw, [draw / 3, double.NaN], TimeSpan.FromTicks((long)(draw * 1e9)), 3.MiB, Estimate.Of([draw]));
            });
            x.Csv(results.Select(r =>
                new { r.Cell, r.Run, r.Outcome.Draw, First = r.Outcome.Times[0], r.Outcome.Ready, r.Outcome.Memory, r.Outcome.Overhead }));
        });
        return code;
    }
}
