using CloudSim.Net.Datacenter;
using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;
using All = CloudSim.Net.Platforms.Platforms;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>Any number of the models by name: <c>--set</c>.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class SetOptionTests : IDisposable
{
    private const string Option = "--set Firecracker.vmm_start=60ms";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The data file has 3.5 ms, with a spread of 6 %; who waits for the VMM looks every millisecond.</summary>
    [Fact]
    public void A_number_that_is_set_reaches_the_trials_and_other_platforms_stay_as_they_were()
    {
        var (before, after) = (Boots(""), Boots(Option));
        Assert.InRange(after["Firecracker microVM"].Average() - before["Firecracker microVM"].Average(), 55, 59);
        Assert.Equal(before["Cloud Hypervisor"], after["Cloud Hypervisor"]);
    }

    [Fact]
    public void The_manifest_says_which_number_was_set()
    {
        Run(Option, x =>
        {
            var sheet = x.Parameters[nameof(Firecracker)];
            Assert.Equal((60, 3), (sheet.Duration("vmm_start").Value.TotalMilliseconds, sheet.Duration("client").Value.TotalMilliseconds));
        });
        Assert.Equal("Firecracker.vmm_start=60ms", (string?)ManifestFile.Read(folder)["options"]!["--set"]);
        var read = ManifestFile.Parameters(folder);
        Assert.Equal(["Firecracker.client", "Firecracker.vmm_start"], read.Keys);
        var (set, own) = (read["Firecracker.vmm_start"], read["Firecracker.client"]);
        Assert.Equal((60, "ms", "override"), ((double)set["value"]!, (string?)set["unit"], (string?)set["source"]));
        Assert.Equal((3, "ms", "estimate"), ((double)own["value"]!, (string?)own["unit"], (string?)own["source"]));
    }

    [Fact]
    public void Several_are_set_in_any_order()
    {
        using var other = new TemporaryFolder();
        const string Second = "--set Firecracker.client=1ms";
        Assert.Equal(ExitCode.Done, ConsoleCollection.Run($"{Option} {Second} --out {folder.Path}", Read).Code);
        Assert.Equal(ExitCode.Done, ConsoleCollection.Run($"{Second} {Option} --out {other.Path}", Read).Code);
        Assert.Equal([1, 60], ManifestFile.Parameters(folder).Values.Select(p => (double)p["value"]!));
        Assert.Equal(File.ReadAllBytes(folder.At("manifest.json")), File.ReadAllBytes(other.At("manifest.json")));

        static void Read(Experiment x) =>
            x.Run("read", [1], (trial, cell) => trial.Parameters[nameof(Firecracker)].Duration("vmm_start").Value
                + trial.Parameters[nameof(Firecracker)].Duration("client").Value);
    }

    /// <summary>It was set in vain: the user hears so, and the results stand.</summary>
    [Fact]
    public void A_number_that_nothing_reads_is_named()
    {
        var (code, _, error) = Run($"{Option} --set Kata.agent_start=1s", x =>
        {
            x.Parameters.Use(Firecracker.Of(x.Parameters));
            x.Csv([new { A = 1 }]);
        });
        Assert.Equal((ExitCode.Done, "probe: --set Kata.agent_start changed nothing: no part of this run reads it\n"),
            (code, error.ReplaceLineEndings("\n")));
        Assert.Equal(["manifest.json", "probe.csv"], folder.Files);
        Assert.DoesNotContain("Kata.agent_start", ManifestFile.Parameters(folder).Keys);
    }

    [Theory]
    [InlineData("Firecracker.vmm_start", "--set: 'Firecracker.vmm_start' sets nothing", "write NAME=VALUE")]
    [InlineData("Firecracker.vmm_start=", "--set: 'Firecracker.vmm_start=' sets nothing", "write NAME=VALUE")]
    [InlineData("=60ms", "--set: '=60ms' sets nothing", "write NAME=VALUE")]
    [InlineData("vmm_start=60ms", "vmm_start: this names no parameter", "for instance Firecracker.vmm_start")]
    [InlineData("Firecraker.vmm_start=60ms", "Firecraker.vmm_start: there is no data file 'Firecraker'", "did you mean Firecracker?")]
    [InlineData("Firecracker.vmm_strat=60ms", "Firecracker.vmm_strat: Firecracker has no parameter 'vmm_strat'", "did you mean vmm_start?")]
    [InlineData("Firecracker.vmm_start=60MiB", "Firecracker.vmm_start: 'MiB' is no unit of it", "another unit: ns, us, ms, s, min")]
    [InlineData("Firecracker.vmm_start=60", "Firecracker.vmm_start: '60' has no unit", "write 3.5ms")]
    [InlineData("Firecracker.vmm_start=long", "Firecracker.vmm_start: 'long' is no number", "write 3.5ms")]
    [InlineData("Firecracker.vmm_start=-1ms", "Firecracker.vmm_start: -1ms cannot be", "from 0 up")]
    [InlineData("Firecracker.vmm_start=1e999ms", "Firecracker.vmm_start: 1e999ms cannot be", "from 0 up")]
    [InlineData("Firecracker.vmm_start=60ms --set Firecracker.vmm_start=70ms", "--set: Firecracker.vmm_start is set twice", "set it once")]
    public void What_cannot_be_set_is_one_line_and_2(string set, string what, string right)
    {
        var (code, output, error) = Run($"--set {set}", _ => Assert.Fail("it ran"));
        Assert.Equal((ExitCode.BadInput, ""), (code, output));
        Assert.StartsWith($"probe: {what}", error);
        Assert.Contains(right, error);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Empty(folder.Files);
    }

    /// <summary>A number of the right dimension, with which the platform cannot be made.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_value_that_no_model_takes_is_one_line_and_2(bool inTrial)
    {
        var (code, _, error) = Run("--set Firecracker.threads=2.5", x =>
        {
            if (inTrial)
                x.Run("boot", [1], (trial, cell) => Firecracker.Of(trial.Parameters).Name);
            else
                Firecracker.Of(x.Parameters);
        });
        Assert.Equal(ExitCode.BadInput, code);
        Assert.StartsWith("probe: Firecracker.threads: 2.5 cannot be (", error);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Empty(folder.Files);
    }

    private Dictionary<string, IReadOnlyList<double>> Boots(string options)
    {
        var script = ConsoleCollection.Script.WithMachine();
        Dictionary<string, IReadOnlyList<double>> boots = [];
        var (code, _, error) = ConsoleCollection.Run(script, $"{options} --out {folder.Path}", x =>
        {
            string[] names = ["Firecracker microVM", "Cloud Hypervisor"];
            foreach (var result in x.Run("boot", names, (trial, name) => SerialBoots.Run(trial.Machine,
                All.Named(trial.Parameters, name), new GuestSpec(256.MiB, Bytes.Zero), 20, trial.Streams), runs: 1))
                boots[result.Cell] = result.Outcome;
        });
        Assert.Equal((ExitCode.Done, ""), (code, error));
        return boots;
    }

    private (int Code, string Out, string Error) Run(string arguments, Action<Experiment> body) =>
        ConsoleCollection.Run($"{arguments} --out {folder.Path}", body);
}
