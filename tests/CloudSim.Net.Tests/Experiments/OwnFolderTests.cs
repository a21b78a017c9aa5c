using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Running;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>What stands in results/ comes from the defaults: other options write elsewhere, unless --out says where.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class OwnFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public OwnFolderTests() => File.WriteAllText(folder.At("CloudSim.Net.sln"), "");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "results/probe")]
    [InlineData("--jobs 2 --verbose", "results/probe")]
    [InlineData("--seed 1 --size 9 --quick false --mode plain", "results/probe")] // the defaults, said again
    [InlineData("--quick", "results/own/probe-quick")]
    [InlineData("--seed 2 --quick --jobs 2", "results/own/probe-seed=2-quick")]
    [InlineData("--runs 3", "results/own/probe-runs=3")] // what a stage does without --runs is its own
    [InlineData("--flag", "results/own/probe-flag")]
    [InlineData("--size 12", "results/own/probe-size=12")]
    [InlineData("--mode strange", "results/own/probe-mode=strange")]
    public void Where_it_writes(string options, string expected)
    {
        var (code, _, error) = ConsoleCollection.Run(Script("experiments/probe.cs"), options, x => x.Csv([new { A = 1 }]));
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(["CloudSim.Net.sln", $"{expected}/manifest.json", $"{expected}/probe.csv"], folder.Files);
        if (expected == "results/probe")
            Assert.Equal("", error);
        else
            Assert.Contains($"{expected} (not the defaults' results", error.Replace('\\', '/'));
        Assert.Equal(expected == "results/probe" ? 0 : 1, error.Count(c => c == '\n'));
    }

    [Fact]
    public void A_persons_own_script_and_a_given_folder_are_no_exception()
    {
        ConsoleCollection.Run(Script("experiments/own/probe.cs"), "--quick", x => x.Csv([new { A = 1 }]));
        var (_, _, error) = ConsoleCollection.Run(Script("experiments/probe.cs"), $"--quick --out {folder.At("here")}", _ => { });
        Assert.Equal("", error);
        Assert.Equal(["CloudSim.Net.sln", "here/manifest.json", "results/own/probe-quick/manifest.json",
            "results/own/probe-quick/probe.csv"], folder.Files);
    }

    [Theory]
    [InlineData("7", "probe-x=7")]
    [InlineData("A", "probe-x=a-")]
    [InlineData("../../etc", "probe-x=..-..-etc-")]
    [InlineData("a b/c:\u001b", "probe-x=a-b-c-")]
    public void Values_become_names_that_every_system_takes(string value, string expected)
    {
        var path = Folders.Of("results/probe", [("x", value)]);
        Assert.Equal(Path.Combine("results", "own"), Path.GetDirectoryName(path));
        Assert.StartsWith(expected, Path.GetFileName(path));
        Assert.Equal(expected.Length + (expected.EndsWith('-') ? 8 : 0), Path.GetFileName(path).Length);
    }

    [Fact]
    public void Values_that_give_one_name_are_told_apart()
    {
        string[] values = ["a", "A", "a/", "a b", "a-b", "a=b", "a\tb", new('c', 100), new('c', 101)];
        var paths = values.Select(v => Folders.Of("results/probe", [("x", v)])).ToList();
        Assert.Equal(values.Length, paths.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(paths, p => Assert.InRange(Path.GetFileName(p).Length, 1, 80));
    }

    private Script Script(string path)
    {
        var script = new Script("Where?", runs: 3, path: folder.At(path));
        script.Option("--flag", "", "a flag", false);
        script.Option("--size", "N", "a size", 9);
        script.Option("--mode", "NAME", "a mode", Mode.Plain);
        return script;
    }

    private enum Mode { Plain, Strange }
}
