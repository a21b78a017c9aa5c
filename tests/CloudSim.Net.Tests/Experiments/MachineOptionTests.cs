using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>Which machine, and how large the guests: <c>--host</c>, <c>--cores</c>, <c>--memory</c>, <c>--guest-memory</c>.</summary>
[Collection(ConsoleCollection.Name)]
public sealed class MachineOptionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "RackServer", 16, 64)]
    [InlineData("--cores 32 --memory 128GiB", "RackServer", 32, 128)]
    [InlineData("--host M5dMetal", "M5dMetal", 48, 384)]
    [InlineData("--host m5dmetal --cores 6", "M5dMetal", 6, 384)]
    public void The_machine_is_the_one_asked_for(string arguments, string name, int cores, int gib)
    {
        var run = Run(arguments, x =>
        {
            Assert.Equal((name, cores, gib.GiB), (x.Machine.Name, x.Machine.Cores, x.Machine.Memory));
            Assert.Same(x.Machine, x.Run("see", [1], (trial, _) => trial.Machine, runs: 1)[0].Outcome);
        });
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
    }

    /// <summary>A script's own size is that of its own machine; an option goes before it.</summary>
    [Theory]
    [InlineData("", 8, 16)]
    [InlineData("--cores 4", 4, 16)]
    [InlineData("--memory 32GiB", 8, 32)]
    [InlineData("--set RackServer.cores=2", 2, 16)]
    [InlineData("--host RackServer", 16, 64)]
    [InlineData("--host FelterServer", 16, 256)]
    public void A_script_has_a_size_and_machines_of_its_own(string arguments, int cores, int gib)
    {
        var script = ConsoleCollection.Script.WithMachine(cores: 8, memory: 16.GiB,
            more: new Dictionary<string, Func<Parameters, HostModel>> { ["FelterServer"] = Felter2014.Machine });
        var run = ConsoleCollection.Run(script, $"{arguments} --out {folder.Path}",
            x => Assert.Equal((cores, gib.GiB), (x.Machine.Cores, x.Machine.Memory)));
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
    }

    /// <summary>Another number of cores never drops threads, sockets or nodes.</summary>
    [Fact]
    public void Cores_grow_in_every_socket_and_node() => Run("--host M5dMetalThreads --cores 96", x =>
    {
        var topology = x.Machine.Topology;
        Assert.Equal((2, 2, 2, 192), (topology.Sockets, topology.NumaNodes, topology.ThreadsPerCore, topology.Cpus));
        Assert.Equal((0, 1), (topology.SocketOf(47), topology.SocketOf(48)));
    });

    /// <summary>A kernel allows as many open files as a tenth of the memory in KiB (<c>files_maxfs_init</c>).</summary>
    [Theory]
    [InlineData("", 6_710_886)]
    [InlineData("--memory 128GiB", 13_421_772)]
    [InlineData("--memory 32GiB", 3_355_443)]
    [InlineData("--set RackServer.memory=128GiB", 6_710_886)]
    [InlineData("--memory 128GiB --set RackServer.file_max=1000", 1_000)]
    public void More_memory_has_more_files(string arguments, long files)
    {
        Assert.Equal(ExitCode.Done, Run(arguments, x => Assert.Equal((files, 1023),
            (x.Machine.Limits[KernelObject.File], x.Machine.Limits[KernelObject.BridgePort]))).Code);
        Assert.Equal(files, (double)ManifestFile.Parameters(folder)["RackServer.file_max"]["value"]!);
    }

    [Fact]
    public void The_manifest_says_what_was_asked_for()
    {
        Run("--cores 32 --memory 128GiB", x => Assert.Equal(32, x.Machine.Cores));
        var options = ManifestFile.Read(folder)["options"]!;
        Assert.Equal(("32", "128 GiB", ""), ((string?)options["--cores"], (string?)options["--memory"], (string?)options["--host"]));
        Assert.Equal(["RackServer.cores", "RackServer.file_max", "RackServer.memory"], ManifestFile.Parameters(folder)
            .Where(p => (string?)p.Value["source"] == "override").Select(p => p.Key));
    }

    [Theory]
    [InlineData("--host RackServr", "--host: 'RackServr' is no machine (did you mean RackServer?)")]
    [InlineData("--host Mainframe", "--host: 'Mainframe' is no machine (known: DellR630, DellR640, DellR6515, ")]
    [InlineData("--cores 0", "--cores: '0' cannot be used (give a whole number from 1 to 65536)")]
    [InlineData("--cores 2.5", "--cores: '2.5' cannot be used (give a whole number from 1 to 65536)")]
    [InlineData("--memory 128", "--memory: '128' cannot be used (give a size with its unit, for instance 64GiB)")]
    [InlineData("--memory -1GiB", "--memory: '-1GiB' cannot be used (give a size with its unit, for instance 64GiB)")]
    [InlineData("--cores 8 --set RackServer.cores=4", "--cores: --set RackServer.cores says it too (give one of the two)")]
    [InlineData("--memory 8GiB --set RackServer.memory=4GiB", "--memory: --set RackServer.memory says it too (give one of the two)")]
    [InlineData("--host M5dMetalThreads --cores 7", "7 cores do not divide into 2 equal parts")]
    [InlineData("--memory 512MiB", "reserved")]
    [InlineData("--guest-memory 16MiB", "--guest-memory: full VM (QEMU/KVM): ")]
    [InlineData("--guest-memory 0B", "--guest-memory: full VM (QEMU/KVM): ")]
    public void What_cannot_be_is_one_line_and_2(string arguments, string what)
    {
        var ran = false;
        var (code, output, error) = Run(arguments, x =>
        {
            _ = new Host(new Simulation(), x.Machine, new RandomStreams(1));
            x.Guest(QemuKvm.Of(x.Parameters), WebApplication.Of(x.Parameters));
            ran = true;
        });
        Assert.Equal((ExitCode.BadInput, "", false), (code, output, ran));
        Assert.StartsWith("probe: ", error);
        Assert.Contains(what, error);
        Assert.Equal(1, error.Count(c => c == '\n'));
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Guests_are_as_large_as_asked_for_and_hold_the_same() => Run("--guest-memory 1GiB", x =>
    {
        var (platform, application) = (QemuKvm.Of(P), WebApplication.Of(P));
        Assert.Equal(GuestSizes.For(platform, application) with { ConfiguredMemory = 1.GiB }, x.Guest(platform, application));
        Assert.Equal(GuestSizes.For(platform) with { ConfiguredMemory = 1.GiB }, x.Guest(platform));
    });

    [Fact]
    public void Guests_are_as_large_as_the_one_rule_says_if_nothing_was_asked() => Run("", x =>
    {
        foreach (var platform in x.Platforms)
            Assert.Equal(GuestSizes.For(platform, WebApplication.Of(P)), x.Guest(platform, WebApplication.Of(P)));
    });

    [Theory]
    [InlineData("--host M5dMetal")]
    [InlineData("--cores 8")]
    [InlineData("--memory 8GiB")]
    [InlineData("--guest-memory 1GiB")]
    public void A_script_without_a_machine_of_its_own_does_not_take_them(string arguments)
    {
        var (code, _, error) = ConsoleCollection.Run($"{arguments} --out {folder.Path}", _ => Assert.Fail("it ran"));
        Assert.Equal(ExitCode.BadInput, code);
        Assert.StartsWith($"probe: unknown option '{arguments.Split(' ')[0]}'", error);
    }

    private (int Code, string Out, string Error) Run(string arguments, Action<Experiment> see) =>
        ConsoleCollection.Run(ConsoleCollection.Script.WithMachine().WithGuestMemory(), $"{arguments} --out {folder.Path}", see);
}
