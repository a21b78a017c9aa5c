using System.Text.RegularExpressions;
using CloudSim.Net.Calibration;
using CloudSim.Net.Tests.Architecture;

namespace CloudSim.Net.Tests.Documentation;

/// <summary>Commands of the pages: the files, options and numbers that they name exist.</summary>
public partial class PageCommandTests
{
    private static readonly string[] Common =
        ["--out", "--seed", "--runs", "--until-ci", "--jobs", "--quick", "--set", "--verbose", "--help"];

    public static TheoryData<string, int, string> Commands =>
        [.. Pages.Blocks("bash").Select(b => new TheoryDataRow<string, int, string>(b.Page, b.Line, b.Text))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_names_what_exists(string page, int line, string commands)
    {
        foreach (Match path in Named().Matches(Comment().Replace(commands, "")))
            if (!commands.Contains($"--out {path.Value}") && !path.Value.StartsWith("experiments/own/", StringComparison.Ordinal))
                Assert.True(Path.Exists(WorkingCopy.At(path.Value)), $"{page}:{line}: there is no {path.Value}");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_option_is_one_of_its_script(string page, int line, string commands)
    {
        foreach (Match command in Script().Matches(commands))
        {
            var script = command.Groups[1].Value;
            if (!File.Exists(WorkingCopy.At(script)))
                continue;
            var known = Options(File.ReadAllText(WorkingCopy.At(script)));
            foreach (Match option in Option().Matches(command.Groups[2].Value))
                Assert.True(known.Contains(option.Value), $"{page}:{line}: {script} has no option {option.Value}");
        }
    }

    [Fact]
    public void Every_number_that_a_page_sets_exists_and_has_such_a_unit()
    {
        var set = (from page in Pages.All from Match m in Set().Matches(Pages.Text(page)) select m).ToList();
        Assert.NotEmpty(set);
        Assert.All(set, m => Parameters.Default.With(m.Groups[1].Value, m.Groups[2].Value));
    }

    // What the script's text says: its own options, and those that it asks the library for.
    private static IReadOnlyCollection<string> Options(string script) =>
    [
        .. Common, .. Quoted().Matches(script).Select(m => m.Groups[1].Value),
        // The short form.
        .. script.Contains("Experiment.Run(args") ? new[] { "--host", "--cores", "--memory", "--guest-memory", "--vcpus" } : [],
        .. script.Contains(".WithMachine(") ? new[] { "--host", "--cores", "--memory" } : [],
        .. script.Contains(".WithGuestMemory(") ? new[] { "--guest-memory" } : [],
        .. script.Contains(".WithVCpus(") ? new[] { "--vcpus" } : [],
        .. script.Contains(".SchedulerOption(") ? new[] { "--scheduler" } : [],
    ];

    [GeneratedRegex(@"(?<=^|\s)(?:experiments|src|tests|results|\./\.ci|\.ci)/[^\s#]+", RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex("#.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(experiments/\S+\.cs) -- ([^#\n]*)")]
    private static partial Regex Script();

    [GeneratedRegex(@"(?<=^|\s)--[a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex("\"(--[a-z-]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"--set ([A-Za-z0-9]+\.\w+)=([0-9.]+[A-Za-z]*)")]
    private static partial Regex Set();
}
