using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Golden;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>What the datacenter's scripts do with arguments and inputs at the edge.</summary>
[Collection(ConsoleCollection.Name)]
public class DatacenterScriptTests
{
    /// <summary>Where nobody wants anything, nobody loses anything: zeros, and figures of zeros.</summary>
    [Fact]
    public void A_day_without_demand_has_no_violations()
    {
        using var folder = new TemporaryFolder();
        var day = Directory.CreateDirectory(folder.At("day")).FullName;
        foreach (var name in new[] { "a", "b", "c" })
            File.WriteAllLines(Path.Combine(day, name), Enumerable.Repeat("0", 288));
        var (code, _, error) = ScriptProcess.Run(WorkingCopy.At("experiments", "consolidation.cs"), "--quick", "--trace", day, "--out",
            folder.At("out"));
        Assert.True(code == 0, error);
        var rows = File.ReadAllLines(folder.At("out/consolidation.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(["0", "0", "0", "0", "0"], row[2..7]));
    }

    [Theory]
    [InlineData("datacenter.cs")]
    [InlineData("scale.cs")]
    public void A_script_without_replications_refuses_runs(string script)
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = ScriptProcess.Run(WorkingCopy.At("experiments", script), "--quick", "--runs", "2", "--out",
            folder.At("out"));
        Assert.Equal(2, code);
        Assert.Contains("--runs", error);
    }

    /// <summary>The first script of a planner fits on a page.</summary>
    [Fact]
    public void A_hundred_hosts_take_under_25_lines() =>
        Assert.InRange(File.ReadAllLines(WorkingCopy.At("experiments", "datacenter.cs")).Length, 1, 24);
}
