using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Golden;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>What <c>capacity.cs</c> makes of goals.</summary>
[Collection(ConsoleCollection.Name)]
public class CapacityScriptTests
{
    /// <summary>On one host a quarter of the sample's guests finds no memory; those that do are served well.</summary>
    [Fact]
    public void A_fleet_that_refuses_guests_does_not_meet_goals_of_the_others()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = Run(folder, "--application", "--goal", "p99<200ms");
        Assert.True(code == 0, error);
        Assert.Contains("reject<0.1% is held, too", output);
        var rows = File.ReadAllLines(folder.At("capacity.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(["p99<200ms", "reject<0.1%"], rows.Select(row => row[5]));
        Assert.All(rows, row => Assert.Equal("3", row[2]));
    }

    [Theory]
    [InlineData("p99<200ms", "a trace of demand has no requests")]
    [InlineData("ready<5", "where a percentage stands")]
    public void A_goal_that_the_trace_cannot_answer_is_refused(string goal, string what)
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = Run(folder, "--goal", goal);
        Assert.Equal(2, code);
        Assert.Contains(what, error);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Where_no_fleet_will_do_the_files_are_written_and_the_exit_code_says_it()
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = Run(folder, "--goal", "reject<0.1%", "--most", "2");
        Assert.Equal(3, code);
        Assert.Contains("goal missed", error);
        Assert.Contains("capacity.csv", folder.Files);
    }

    private static (int Code, string Output, string Error) Run(TemporaryFolder folder, params string[] options) =>
        ScriptProcess.Run(WorkingCopy.At("experiments", "capacity.cs"), ["--quick", "--out", folder.Path, .. options]);
}
