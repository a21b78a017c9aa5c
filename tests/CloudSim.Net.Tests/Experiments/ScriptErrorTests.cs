using CloudSim.Net.Experiments.Running;

namespace CloudSim.Net.Tests.Experiments;

[Collection(ConsoleCollection.Name)]
public sealed class ScriptErrorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--tarce x", "unknown option '--tarce'", "--trace")]
    [InlineData("trace", "'trace' belongs to no option", "--help")]
    [InlineData("--seed one", "--seed: 'one' cannot be used", "a whole number")]
    [InlineData("--seed", "--seed has no value", "--seed N")]
    [InlineData("--seed 1 --seed 2", "--seed stands 2 times", "once")]
    [InlineData("--runs 0", "--runs: '0' cannot be used", "from 1 to 10000000")]
    [InlineData("--runs 1073741825", "--runs: '1073741825' cannot be used", "from 1 to 10000000")]
    [InlineData("--jobs -1", "--jobs: '-1' cannot be used", "from 1 to 1024")]
    [InlineData("--trace /no/such/folder", "--trace: '/no/such/folder' cannot be used", "an existing folder")]
    [InlineData("--speed 1,5", "--speed: '1,5' cannot be used", "a number with a decimal point")]
    [InlineData("--mode slow", "--mode: 'slow' cannot be used", "one of ordinary, strange")]
    public void A_wrong_argument_is_one_line_and_2(string arguments, string what, string right)
    {
        var script = ConsoleCollection.Script;
        script.Option<string?>("--trace", "DIR", "a folder");
        script.Option("--speed", "X", "a factor", 1.0);
        script.Option("--mode", "NAME", "a mode", Mode.Ordinary);
        var ran = false;
        var (code, output, error) = ConsoleCollection.Run(script, $"--out {folder.Path} {arguments}", _ => ran = true);
        Assert.Equal((ExitCode.BadInput, "", false), (code, output, ran));
        Assert.StartsWith($"probe: {what}", error);
        Assert.Contains(right, error);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Empty(folder.Files);
    }

    /// <summary>A product of cells and runs that fits no int was taken for a small one.</summary>
    [Theory]
    [InlineData(12, 833_334, 833_333)]
    [InlineData(1_000, 10_000_000, 10_000)]
    public void More_trials_than_a_stage_can_have_are_one_line_and_2(int cells, int runs, int most)
    {
        var (code, output, error) = ConsoleCollection.Run($"--out {folder.Path} --runs {runs}", x =>
            x.Run("big", Enumerable.Range(0, cells), (_, cell) => cell));
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.Equal($"probe: --runs: stage big has {cells} cells, {runs} runs of each are too many (give at most {most})\n",
            error.ReplaceLineEndings("\n"));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Options_are_read()
    {
        var script = ConsoleCollection.Script;
        var trace = script.Option<string?>("--trace", "DIR", "a folder");
        var speed = script.Option("--speed", "X", "a factor", 1.0);
        var mode = script.Option("--mode", "NAME", "a mode", Mode.Ordinary);
        var flag = script.Option("--flag", "", "a flag", false);
        var count = script.Option<int?>("--count", "N", "a number");
        var seen = ConsoleCollection.Run(script, $"--out {folder.Path} --trace {folder.Path} --speed 2.5 --mode strange --flag --seed -7",
            x =>
        {
            Assert.Equal((folder.Path, 2.5, Mode.Strange, true, null),
                (x.Value(trace), x.Value(speed), x.Value(mode), x.Value(flag), x.Value(count)));
            Assert.Equal(-7, x.Seed);
        });
        Assert.Equal((ExitCode.Done, ""), (seen.Code, seen.Error));
    }

    /// <summary>Also true for root, whom no permission stops: a folder below a file.</summary>
    [Fact]
    public void An_unwritable_output_is_one_line_and_2_before_any_work()
    {
        File.WriteAllText(folder.At("file"), "");
        var ran = false;
        var (code, _, error) = ConsoleCollection.Run($"--out {folder.At("file/below")}", _ => ran = true);
        Assert.Equal((ExitCode.BadInput, false), (code, ran));
        Assert.Equal($"probe: --out: cannot write to '{folder.At("file/below")}' (give a folder that can be made and written to)\n",
            error.ReplaceLineEndings("\n"));
        Assert.Equal(["file"], folder.Files);
    }

    [Fact]
    public void Bad_input_inside_a_trial_names_file_and_line_and_leaves_nothing()
    {
        var (code, _, error) = ConsoleCollection.Run($"--out {folder.At("new")}", x =>
        {
            x.Csv([new { A = 1 }]);
            x.Run("read", [1, 2], (_, cell) => cell == 2
                ? throw new InputException("day/host7", 12, "'abc' is no number", "a whole percentage from 0 to 100") : 0);
        });
        Assert.Equal((ExitCode.BadInput, "probe: day/host7:12: 'abc' is no number (a whole percentage from 0 to 100)\n"),
            (code, error.ReplaceLineEndings("\n")));
        Assert.DoesNotContain(folder.Files, f => f.EndsWith(".tmp", StringComparison.Ordinal)
            || f.EndsWith(".csv", StringComparison.Ordinal));
    }

    [Fact]
    public void Bad_input_before_any_work_does_not_even_make_the_folder()
    {
        ConsoleCollection.Run($"--out {folder.At("new/deeper")}", _ => throw new InputException("x", null, "wrong", "right"));
        Assert.False(Directory.Exists(folder.At("new")));
    }

    [Fact]
    public void A_failing_trial_is_named_with_stage_cell_and_run_and_1()
    {
        var (code, _, error) = ConsoleCollection.Run($"--jobs 2 --out {folder.Path}", x =>
            x.Run("boot", new[] { "good", "bad" }, (trial, cell) => cell == "bad" && trial.Run == 1
                ? throw new InvalidOperationException("no memory") : 0));
        Assert.Equal((ExitCode.Failed, "probe: failed: stage boot, cell bad, run 1, seed 1: no memory " +
            $"(command: --jobs 2 --out {folder.Path}) (--verbose shows where)\n"), (code, error.ReplaceLineEndings("\n")));
    }

    /// <summary>What a process throws reaches the trial within other exceptions.</summary>
    [Fact]
    public void Bad_input_deep_within_a_trial_or_the_script_is_2()
    {
        var wrong = new InputException("day", 3, "'x' is no number", "one");
        foreach (var deep in new Exception[] { new InvalidOperationException("process", wrong), new AggregateException(wrong) })
        {
            var (code, _, error) = ConsoleCollection.Run($"--out {folder.Path}", x => x.Run<int, int>("read", [1], (_, _) => throw deep));
            Assert.Equal((ExitCode.BadInput, "probe: day:3: 'x' is no number (one)\n"), (code, error.ReplaceLineEndings("\n")));
        }
        Assert.Equal(ExitCode.BadInput, ConsoleCollection.Run($"--out {folder.Path}", _ => throw new AggregateException(wrong)).Code);
    }

    [Fact]
    public void Control_characters_of_input_reach_no_terminal_and_no_table()
    {
        var script = ConsoleCollection.Script;
        script.Option<string?>("--system", "NAME", "a name");
        var (code, output, error) = ConsoleCollection.Run(script, $"--system \u009b\u202ex --out {folder.Path}", x =>
        {
            var rows = new[] { new { Name = "a\u001b[31mb\u202e\nc", N = 1 } };
            x.Table(rows);
            x.Csv(rows);
            x.Note("read \u001b]0;title\u0007");
            x.Goal("is \u009bplain", false);
        });
        Assert.Equal(ExitCode.GoalMissed, code);
        Assert.Equal("name,n\na\\u001b[31mb\\u202e\\nc,1\n", File.ReadAllText(folder.At("probe.csv")));
        Assert.Contains(@"a\u001b[31mb\u202e\nc", output);
        Assert.Equal(@"probe: goal missed: is \u009bplain", error.TrimEnd());
        foreach (var text in new[] { output, error, File.ReadAllText(folder.At("manifest.json")) })
            Assert.DoesNotContain(text, c => c != '\n' && Printable.Of($"{c}").Length > 1);
        Assert.Equal((ExitCode.Failed, @"probe: failed: \u001bc (--verbose shows where)"),
            ConsoleCollection.Run($"--out {folder.Path}", _ => throw new IOException("\u001bc")) is var failed
                ? (failed.Code, failed.Error.TrimEnd()) : default);
        Assert.DoesNotContain('\u001b',
            ConsoleCollection.Run($"--verbose --out {folder.Path}", _ => throw new IOException("\u001bc")).Error);
        Assert.Equal(@"probe: '\u001b' belongs to no option (scripts take options only: see --help)",
            ConsoleCollection.Run("\u001b", _ => { }).Error.TrimEnd());
    }

    [Fact]
    public void Verbose_shows_the_exception()
    {
        var (code, _, error) = ConsoleCollection.Run($"--verbose --out {folder.Path}", _ => throw new InvalidOperationException("oh"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("   at ", error);
    }

    [Fact]
    public void A_failure_keeps_the_former_results()
    {
        ConsoleCollection.Run($"--out {folder.Path}", x => x.Csv([new { A = 1 }]));
        ConsoleCollection.Run($"--out {folder.Path}", x =>
        {
            x.Csv([new { A = 2 }]);
            throw new InvalidOperationException();
        });
        Assert.Equal("a\n1\n", File.ReadAllText(folder.At("probe.csv")));
        Assert.Equal(["manifest.json", "probe.csv"], folder.Files);
    }

    private enum Mode { Ordinary, Strange }
}
