using CloudSim.Net.Calibration;
using CloudSim.Net.Experiments.Sensitivity;
using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Golden;

namespace CloudSim.Net.Tests.Experiments.Sensitivity;

[Collection(ConsoleCollection.Name)]
public class SensitivityScriptTests
{
    private static readonly string Script = WorkingCopy.At("experiments", "sensitivity.cs");

    [Fact]
    public void Each_line_names_the_source_of_its_number_and_the_bands_hold_the_answer()
    {
        using var folder = new TemporaryFolder();
        var (code, text, error) = ScriptProcess.Run(Script, "--quick", "--out", folder.Path, "--set", "Firecracker.client=4ms");
        Assert.True(code == 0, error);
        Assert.Contains("moves it most", text);
        var lines = File.ReadAllLines(folder.At("sensitivity.csv"));
        Assert.StartsWith("answer,platform,parameter,value,low,high,source,answer_at_low,answer_at_high,change_pct,rank,", lines[0]);
        var rows = lines.Skip(1).Select(l => l.Split(',')).ToList();
        var all = ParameterSheet.All().SelectMany(s => s.Parameters).ToDictionary(p => $"{p.Sheet}.{p.Name}");
        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Equal((all[r[2]].Source.Id, all[r[2]].Unit), (r[6], r[11])));
        Assert.All(rows, r => Assert.True(ParameterRange.Of(all[r[2]]).Varies));
        Assert.DoesNotContain(rows, r => r[2] == "Firecracker.client"); // set, so not varied
        Assert.Equal(Enumerable.Range(1, rows.Count), rows.Select(r => int.Parse(r[10])));
        var band = File.ReadAllLines(folder.At("sensitivity-bands.csv"))[1].Split(',');
        Assert.InRange(double.Parse(band[3]), double.Parse(band[4]), double.Parse(band[6]));
    }

    [Theory]
    [InlineData("--answer", "speed", "--answer: 'speed' is no answer (one or more of boot, density, overhead, p99)")]
    [InlineData("--platform", "Firecracker", "--platform: 'Firecracker' is more than one here")]
    [InlineData("--platform", "LXC", "--platform: 'LXC' is no platform here")]
    [InlineData("--draws", "5", "--draws: '5' cannot be used")]
    public void Wrong_input_is_one_line(string option, string value, string line)
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = ScriptProcess.Run(Script, "--quick", option, value, "--out", folder.Path);
        Assert.Equal(2, code);
        Assert.Contains(line, error);
        Assert.Empty(folder.Files);
    }
}
