using System.Threading;
using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Platforms;
using CloudSim.Net.Virtualization;
using All = CloudSim.Net.Platforms.Platforms;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>The manifest lists the numbers that went into a result, and no other.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class ReadParametersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Names => [.. All.Of(P).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_platforms_that_a_script_leaves_out_nothing_is_listed(string name)
    {
        var read = Read(x => Assert.Equal(name, Assert.Single(x.PlatformsWhere(p => p.Name == name)).Name));
        Assert.Equal(Of(All.Named(P, name)), read);
    }

    [Fact]
    public void A_platform_by_name_is_all_that_is_listed() =>
        Assert.Equal(Of(Firecracker.Of(P)), Read(x => All.Named(x.Parameters, "Firecracker microVM")));

    [Fact]
    public void Of_several_each_number_is_listed_once() => Assert.Equal(Of(Firecracker.Of(P), QemuKvm.Of(P)),
        Read(x => x.PlatformsWhere(p => p.Name is "Firecracker microVM" or "full VM (QEMU/KVM)")));

    [Fact]
    public void Of_all_platforms_all_are_listed() => Assert.Equal(Of([.. All.Of(P)]), Read(x => _ = x.Platforms));

    [Fact]
    public void Nothing_is_listed_if_nothing_is_read() => Assert.Empty(Read(x => Assert.Empty(x.PlatformsWhere(_ => false))));

    [Fact]
    public void What_trials_read_is_listed_whoever_is_first() => Assert.Equal(["Firecracker.client", "Kata.agent_start"],
        Read(x => x.Run("read", new[] { ("Kata", "agent_start"), ("Firecracker", "client") },
            (trial, cell) => trial.Parameters[cell.Item1].Duration(cell.Item2).Value)));

    /// <summary>Outcomes that an earlier run has kept are not computed again; what it read for them is listed all the same.</summary>
    [Fact]
    public void A_run_that_goes_on_lists_what_an_undisturbed_one_does()
    {
        var (fails, trials) = (true, 0);
        Assert.Equal(ExitCode.Failed, ConsoleCollection.Run($"--jobs 1 --out {folder.Path}", Body).Code);
        (fails, trials) = (false, 0);
        var resumed = Read(Body);
        Assert.InRange(trials, 1, 5); // of six
        Assert.Equal(["Firecracker.client", "Firecracker.request", "Firecracker.tap_open", "Firecracker.vmm_start"], resumed);
        Assert.Equal(resumed, Read(Body));

        void Body(Experiment x) => x.Run("read", new[] { "client", "vmm_start" }, (trial, name) =>
        {
            Interlocked.Increment(ref trials);
            return (trial.Run, name) switch
            {
                (1, "client") => Number("request"),
                (1, _) => Number("tap_open"),
                (2, _) when fails => throw new InvalidOperationException(),
                _ => Number(name),
            };

            double Number(string number) => trial.Parameters[nameof(Firecracker)].Duration(number).Value.TotalSeconds;
        });
    }

    private static IEnumerable<string> Of(params Platform[] platforms) => platforms.SelectMany(p => p.Uses)
        .Select(p => (p.Sheet, p.Name)).Distinct().OrderBy(p => p.Sheet, StringComparer.Ordinal)
        .ThenBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Sheet}.{p.Name}");

    private IEnumerable<string> Read(Action<Experiment> body)
    {
        Assert.Equal(ExitCode.Done, ConsoleCollection.Run($"--jobs 2 --out {folder.Path}", body).Code);
        return ManifestFile.Parameters(folder).Keys;
    }
}
