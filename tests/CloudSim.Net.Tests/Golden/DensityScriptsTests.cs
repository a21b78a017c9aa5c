using CloudSim.Net.Tests.Architecture;
using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Golden;

/// <summary>Two scripts ask for a density. With one scheduler they give one number for the same host, guest and load.</summary>
[Collection(ConsoleCollection.Name)]
public class DensityScriptsTests
{
    [Fact]
    public void Compare_and_density_agree()
    {
        var compare = Rows("compare.cs").Single(r => r["platform"] == "container (runc)");
        var density = Rows("density.cs").Single(r => r["platform"] == "container (runc)" && r["workload"] == "web"
            && r["memory"] == "overcommitted");
        Assert.Equal(compare["density_guests"], density["guests"]);
        Assert.Equal(compare["density_limit"], density["bound_by"]);
        Assert.Equal(compare["memory_per_guest_mib"], density["memory_per_guest_mib"]);
        Assert.Equal(compare["density_p99_ms"], density["p99_ms"]);
    }

    private static List<Dictionary<string, string>> Rows(string script)
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = ScriptProcess.Run(WorkingCopy.At("experiments", script), "--quick", "--seed", "1", "--scheduler", "fluid",
            "--out", folder.Path);
        Assert.True(code == 0, $"{script} ended with {code}: {error}");
        var lines = File.ReadAllLines(folder.At(Path.ChangeExtension(script, "csv")));
        // No name in these tables has a comma but the policies', which are not asked for.
        return [.. lines.Skip(1).Where(l => !l.Contains('"')).Select(l => lines[0].Split(',').Zip(l.Split(',')).ToDictionary())];
    }
}
