using System.Text.RegularExpressions;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Golden;

/// <summary>Where scripts lie, and where they write.</summary>
public class ScriptFileTests
{
    public static TheoryData<string> Scripts => [.. WorkingCopy.Scripts];

    /// <summary>Results, approved tables and built scripts are named for the script alone, wherever it lies.</summary>
    [Fact]
    public void No_two_scripts_have_one_name() => Assert.Empty(SharedNames(WorkingCopy.Scripts));

    /// <summary>The command that a figure holds can be run from the top of the repository.</summary>
    [Theory]
    [InlineData("experiments/probe.cs")]
    [InlineData("experiments/labs/probe.cs")]
    [InlineData("experiments/own/probe.cs")]
    public void A_script_is_named_by_its_place(string source) => Assert.Equal(source, Folders.InRepository(WorkingCopy.At(source)));

    [Fact]
    public void Two_scripts_of_one_name_are_seen() =>
        Assert.Equal(["labs/one.cs, one.cs"], SharedNames(["labs/one.cs", "labs/two.cs", "one.cs"]));

    [Fact]
    public void Scripts_of_sub_folders_are_found_but_not_a_persons_own()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in new[] { "b.cs", "labs/a.cs", "labs/week/c.cs", "own/d.cs", "own/more/e.cs", "labs/obj/f.cs", "notes.md" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.At(path))!);
            File.WriteAllText(folder.At(path), "");
        }
        Assert.Equal(["b.cs", "labs/a.cs", "labs/week/c.cs"], WorkingCopy.ScriptsBelow(folder.Path));
    }

    /// <summary>What the SDK needs to build it; the tests compile scripts without it.</summary>
    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_finds_the_project(string script)
    {
        var path = WorkingCopy.At("experiments", script);
        var project = Regex.Match(File.ReadAllText(path), @"^#:project (\S+)$", RegexOptions.Multiline).Groups[1].Value;
        Assert.Equal(WorkingCopy.At("src", "CloudSim.Net.Experiments"),
            Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, project)));
    }

    [Theory]
    [InlineData("experiments/probe.cs", "results/probe")]
    [InlineData("experiments/labs/probe.cs", "results/probe")]
    [InlineData("experiments/own/probe.cs", "results/own/probe")]
    [InlineData("experiments/own/thesis/probe.cs", "results/own/probe")]
    [InlineData("tests/probe.cs", "results/probe")]
    public void A_script_writes_into_the_results_of_its_name(string source, string results) =>
        Assert.Equal(WorkingCopy.At(results), Folders.Default("probe", WorkingCopy.At(source)).Replace('\\', '/'));

    [Fact]
    public void A_persons_own_scripts_and_their_results_are_ignored_by_git()
    {
        var ignored = File.ReadAllLines(WorkingCopy.At(".gitignore"));
        Assert.Contains("/experiments/own/", ignored);
        Assert.Contains("/results/own/", ignored);
        Assert.Contains(".resume/", ignored); // what a run keeps until it has succeeded
    }

    private static IEnumerable<string> SharedNames(IEnumerable<string> scripts) =>
        scripts.GroupBy(s => Path.GetFileName(s)).Where(g => g.Count() > 1).Select(g => string.Join(", ", g));
}
