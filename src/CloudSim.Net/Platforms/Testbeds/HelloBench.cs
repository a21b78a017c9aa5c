using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>
/// Starts of containers whose image may not be on the host, as HelloBench measures them (Harter et al., FAST 2016): pull of the missing
/// layers, engine and runtime, the application's own start; a lazy pull, which fetches what is read; and packages as Borg installs them.
/// </summary>
public static class HelloBench
{
    private static readonly ParameterSheet Sheet = ParameterSheet.Named(nameof(HelloBench));

    /// <summary>A machine with a gigabit network and a flash disk.</summary>
    public static HostModel Machine { get; } = HostModel.RackServer with { Name = "HelloBench", Nic = new NicModel(Sheet.Bandwidth("registry")) };

    /// <summary>The median image: compressed size of its layers, which are equal here.</summary>
    public static IReadOnlyList<(string Digest, Bytes Size)> Median { get; } =
        [.. Enumerable.Range(0, (int)Sheet.Count("layers").Value).Select(i => ($"layer {i}", Sheet.Bytes("compressed").Value * (1 / Sheet.Count("layers").Value)))];

    /// <summary>Size of its files.</summary>
    public static Bytes Files { get; } = Sheet.Bytes("compressed").Value * Sheet.Ratio("expansion");

    /// <summary>Bytes that a start of the median image reads.</summary>
    public static Bytes ReadAtStart { get; } = Sheet.Bytes("read_at_start");

    /// <summary>Docker with an image of these layers: those that the host has are not pulled.</summary>
    public static Platform Docker(IReadOnlyList<(string Digest, Bytes Size)> layers) => Oakes2018.Docker with
    {
        Name = "Docker, image in the registry",
        Boot = [new BootPhase("pull", site => Pull(site, layers)), .. Oakes2018.Docker.Boot, Application],
        OwnSheets = [Sheet, .. Oakes2018.Docker.OwnSheets],
    };

    /// <summary>Docker with a lazy pull: the start fetches blocks as it reads them.</summary>
    public static Platform Lazy { get; } = Oakes2018.Docker with
    {
        Name = "Docker, lazy pull",
        Boot = [.. Oakes2018.Docker.Boot, new BootPhase("blocks on demand", Fetch), Application],
        OwnSheets = [Sheet, .. Oakes2018.Docker.OwnSheets],
    };

    /// <summary>A task as Borg starts it: packages are written to a disk that other tasks use, then the task begins.</summary>
    public static Platform Borg { get; } = BareMetal.Platform with
    {
        Name = "Borg task",
        Boot = [new BootPhase("packages", Install), Cpu("task", "borg_task")],
        OwnSheets = [Sheet],
    };

    private static BootPhase Application => Cpu("start of the application", "application");

    private static BootPhase Cpu(string phase, string parameter) =>
        Phases.HostCpu(phase, Cycles.Of(Sheet.Duration(parameter), Sheet.Frequency("measured_clock")), Sheet.Ratio("sigma"));

    // One layer after the other: received, checked, unpacked, written.
    private static IEnumerable<Event> Pull(IBootSite site, IReadOnlyList<(string Digest, Bytes Size)> layers)
    {
        foreach (var (digest, size) in layers)
            yield return site.Once(digest, () => One(site, size));
    }

    private static IEnumerable<Event> One(IBootSite site, Bytes compressed)
    {
        var files = compressed * Sheet.Ratio("expansion");
        yield return site.Receive(compressed);
        yield return site.HostWork(Cycles.Of(compressed / Sheet.Bandwidth("hash") + files / Sheet.Bandwidth("hash") + files / Sheet.Bandwidth("gunzip"), site.Clock));
        yield return site.HostWork(Cycles.Of(Sheet.Duration("create_file"), site.Clock) * (files / Sheet.Bytes("file_size")));
        yield return site.Transfer(files);
    }

    private static IEnumerable<Event> Fetch(IBootSite site)
    {
        var block = Sheet.Bytes("lazy_block").Value;
        for (var left = ReadAtStart; left.Count > 0; left -= block)
        {
            yield return site.Simulation.Timeout(Sheet.Duration("lazy_round_trip"));
            yield return site.Receive(Bytes.Min(left, block));
        }
    }

    private static IEnumerable<Event> Install(IBootSite site)
    {
        var package = Sheet.Bytes("borg_package").Value;
        yield return site.Receive(package);
        yield return site.Simulation.Timeout(package / Sheet.Bandwidth("borg_disk"));
    }
}
