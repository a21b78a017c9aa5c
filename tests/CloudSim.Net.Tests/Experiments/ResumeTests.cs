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

    /// <summary>What is damaged is named, set aside and not used; the other lines are.</summary>
    [Theory]
    [InlineData("garbage", 3)]
    [InlineData("another job", 3)]
    [InlineData("another value", 3)]
    [InlineData("no job", 4)]
    [InlineData("another stage", 4)]
    [InlineData("twice", 4)]
    public void A_damaged_line_is_named_and_set_aside_and_the_others_are_used(string kind, int at)
    {
        Run("", failAt: 7); // all three runs of the cells a and b
        var file = Log();
        var lines = File.ReadAllLines(file).ToList();
        if (kind == "garbage")
            lines.Insert(2, "\u001b[31m not JSON");
        else if (kind == "another job")
            lines[2] = lines[2].Replace("\"Job\":8", "\"Job\":9");
        else if (kind == "another value")
            lines[2] = lines[2].Replace("\"Draw\":0", "\"Draw\":1");
        else if (kind == "no job")
            lines.Insert(3, Line(file, 99));
        else if (kind == "another stage")
            lines.Insert(3, Line(file + "x", 9));
        else
            lines.Insert(3, lines[3][..20] + lines[3]);
        File.WriteAllLines(file, lines);
        trials = 0;
        Assert.Equal(ExitCode.Done, Run("", out var error));
        var gone = kind.StartsWith("another ", StringComparison.Ordinal) && kind != "another stage" ? 1 : 0;
        Assert.Equal(6 + gone, trials); // what was never kept, and what was damaged
        Assert.StartsWith($"probe: {file}:{at}: '", error);
        Assert.EndsWith($" is no outcome (set aside as {Path.GetFileName(file)}.damaged; {6 - gone} outcomes of it are used)\n", error);
        Assert.DoesNotContain('\u001b', error);
        Assert.Equal([$".resume/{Path.GetFileName(file)}.damaged", "manifest.json", "probe.csv"], folder.Files);
        Assert.Equal(lines, File.ReadAllLines(file + ".damaged"));
        var resumed = File.ReadAllBytes(folder.At("probe.csv"));
        Run("");
        Assert.Equal(File.ReadAllBytes(folder.At("probe.csv")), resumed);
    }

    [Theory]
    [InlineData("folder", "a folder")]
    [InlineData("link", "a link")]
    [InlineData("endless", "a link")]
    public void What_is_no_log_is_named_and_set_aside(string kind, string what)
    {
        Run("", failAt: 7);
        var file = Log();
        File.Delete(file);
        if (kind == "folder")
            Directory.CreateDirectory(file);
        else
            File.CreateSymbolicLink(file, kind == "link" ? folder.At("elsewhere") : "/dev/zero");
        trials = 0;
        Assert.Equal(ExitCode.Done, Run("", out var error));
        Assert.Equal(12, trials);
        Assert.StartsWith($"probe: {file}: {what}, and no log of outcomes (set aside as ", error);
        Assert.False(File.Exists(folder.At("elsewhere")));
    }

    /// <summary>Set aside under the next name that is free, so that nothing is lost.</summary>
    [Fact]
    public void Damage_comes_back_under_another_name()
    {
        for (var i = 1; i <= 3; i++)
        {
            Run("", failAt: trials + 7);
            File.AppendAllText(Log(), "garbage\n");
            Run("");
            Assert.Equal(i, folder.Files.Count(f => f.Contains(".jsonl.damaged", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void What_was_noted_comes_back_but_for_lines_that_are_lost()
    {
        var path = folder.At("probe-x-1.jsonl");
        using (var log = new ResumeLog<int>(path, 6, 1, Unexpected))
        {
            log.Keep(1, 10, () => ["a", "b"]);
            log.Keep(0, 20);
            log.Keep(4, 30, () => ["b", "c"]);
            Assert.Empty(log.Noted);
        }
        Assert.Equal([2, 1, 2], File.ReadLines(path).Select(l => l.Split("Noted").Length is var n && l.Contains("Noted") ? n : 1));
        using (var log = new ResumeLog<int>(path, 6, 1, Unexpected))
        {
            Assert.Equal(["a", "b", "c"], log.Noted.Order());
            Assert.Equal([(0, 20), (1, 10), (4, 30)], log.Finished.Select(f => (f.Key, f.Value)).Order());
        }
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"c\"", "\"d\""));
        var warnings = new List<string>();
        using (var log = new ResumeLog<int>(path, 6, 1, warnings.Add))
        {
            Assert.Equal(["a", "b"], log.Noted.Order());
            Assert.Equal([(0, 20), (1, 10)], log.Finished.Select(f => (f.Key, f.Value)).Order()); // the lost one was the last to note
            log.Keep(4, 30, () => ["c"]);
        }
        Assert.Single(warnings);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"a\"", "\"x\""));
        using (var log = new ResumeLog<int>(path, 6, 1, warnings.Add))
        {
            Assert.Equal(["c"], log.Noted);
            Assert.Equal([(4, 30)], log.Finished.Select(f => (f.Key, f.Value))); // 0 is the first run of its cell: it notes a and b again
            log.Keep(0, 20, () => ["a", "b"]);
        }
        using (var log = new ResumeLog<int>(path, 6, 1, Unexpected))
            Assert.Equal((2, "a b c"), (log.Finished.Count, string.Join(' ', log.Noted.Order())));
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

    private static void Unexpected(string warning) => Assert.Fail(warning);

    private string Log() => folder.At(Assert.Single(folder.Files, f => f.EndsWith(".jsonl", StringComparison.Ordinal)));

    /// <summary>A line as that file would have it.</summary>
    private static string Line(string file, int job)
    {
        using var elsewhere = new TemporaryFolder();
        var path = elsewhere.At(Path.GetFileName(file));
        using (var log = new ResumeLog<Outcome>(path, 100, 3, Unexpected))
            log.Keep(job, new Outcome(0, [], default, default, Estimate.Of([1])));
        return File.ReadAllText(path).TrimEnd('\n');
    }

    private int Run(string options, int failAt = int.MaxValue) => Run(options, out _, failAt);

    private int Run(string options, out string stderr, int failAt = int.MaxValue)
    {
        var script = ConsoleCollection.Script;
        script.Option("--size", "N", "a size", 1);
        var (code, _, error) = ConsoleCollection.Run(script, $"--jobs 1 --out {folder.Path} {options}", x =>
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
        stderr = error.ReplaceLineEndings("\n");
        return code;
    }
}
