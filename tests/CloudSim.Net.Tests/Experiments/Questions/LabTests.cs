using System.Text.RegularExpressions;
using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Documentation;
using CloudSim.Net.Tests.Golden;

namespace CloudSim.Net.Tests.Experiments.Questions;

/// <summary>What every lab of the course has.</summary>
[Collection(ConsoleCollection.Name)]
public partial class LabTests
{
    public static TheoryData<string> Labs => [.. WorkingCopy.Scripts.Where(s => s.StartsWith("labs/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Labs))]
    public void A_lab_is_short_and_says_what_to_look_for(string lab)
    {
        var lines = File.ReadAllLines(WorkingCopy.At("experiments", lab));
        Assert.InRange(lines.Length, 10, 59);
        Assert.Matches(@"^// .*\?$", lines[2]);
        Assert.Contains(lines.Take(8), l => l.StartsWith("// Look for", StringComparison.Ordinal));
        Assert.Contains(lab["labs/".Length..], Pages.Text("experiments/labs/README.md"));
    }

    [Theory]
    [MemberData(nameof(Labs))]
    public void A_lab_prints_a_finding_with_an_interval_and_draws_a_figure(string lab)
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = ScriptProcess.Run(WorkingCopy.At("experiments", lab), "--quick", "--out", folder.Path);
        Assert.True(code == 0, error);
        Assert.Contains(output.Split('\n'), l => Interval().IsMatch(l));
        Assert.Contains(folder.Files, f => f.EndsWith(".svg", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^finding: .*\d.*(±|\[.*,.*\]|\bto\b)")]
    private static partial Regex Interval();
}
