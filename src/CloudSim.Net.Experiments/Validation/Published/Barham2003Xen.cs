using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;
using CloudSim.Net.Workloads.Benchmarks;
using CloudSim.Net.Workloads.Lmbench;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T08: Xen, VMware Workstation and User-Mode Linux against native Linux (Barham et al. 2003): figure 3 as batch jobs on a simulated host,
/// tables 3 to 5 as events of lmbench's operations, table 6 as the slowest of CPU and wire. Every row of the tables can be asked for, by
/// names like those in the list.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Barham2003Xen(Parameters p)
{
    private const string Little =
        "the profile has too few events that cost something here: less than half of the published overhead";

    private static readonly Dictionary<(string, string), string> Misses = new()
    {
        [("SPEC WEB99", "VMware WS")] = "just beyond the 0.39 that is allowed: of the monitor's packets and exits some are too cheap",
        [("SPEC WEB99", "Xen")] = "its packets, faults and calls cost 6 % here, where 1 % was published: too many are counted, or each " +
            "is too dear",
        [("SPEC INT", "VMware WS")] = Little,
        [("SPEC INT", "UML")] = Little,
        [("OSDB-OLTP", "Xen")] = Little,
        [("dbench", "Xen")] = Little,
    };

    private static readonly (string Name, Func<Parameters, Platform> Of)[] Systems =
        [("Xen", Sosp2003.Xen), ("VMware WS", Sosp2003.Workstation), ("UML", Sosp2003.UserModeLinux)];

    private static readonly (string Name, Func<Parameters, WorkProfile> Of)[] Programs =
    [
        ("SPEC INT", Benchmark.SpecInt), ("Linux build (native/x)", Benchmark.KernelBuild), ("OSDB-IR", Benchmark.OsdbIr),
        ("OSDB-OLTP", Benchmark.OsdbOltp), ("dbench", Benchmark.Dbench), ("SPEC WEB99", Benchmark.SpecWeb),
    ];

    private HostModel Machine => Sosp2003.Machine(p);

    /// <summary>The set.</summary>
    public TargetSet Set => Create();

    /// <summary>What an operation of lmbench takes on one of the four systems, in microseconds.</summary>
    public double Microseconds(LmbenchRow row, Platform platform) =>
        platform.Cost(row.Work, Machine).OnCpu.Count / Machine.Cpu.Clock.Hertz * 1e6;

    private TargetSet Create()
    {
        var set = new TargetSet("T08");
        foreach (var (name, system) in Systems)
        {
            foreach (var (program, work) in Programs)
                set.Add($"{program} {name} / native", () => Speed(system(p), work(p)),
                    Misses.GetValueOrDefault((program, name)));
            var tables = name == "VMware WS" ? "VMW" : name;
            foreach (var operation in LmbenchRow.All(p.Unnoted()).Select(row => row.Name))
                set.Add($"{operation} {tables} / L-UP", () => Microseconds(LmbenchRow.Named(p, operation), system(p))
                    / Microseconds(LmbenchRow.Named(p, operation), Sosp2003.Linux(p)));
            set.Add($"ttcp MTU 1500 TX {tables} / Linux",
                () => Rate(system(p), Benchmark.Ttcp1500(p), 1500) / Rate(Sosp2003.Linux(p), Benchmark.Ttcp1500(p), 1500));
            set.Add($"ttcp MTU 500 TX {tables} / Linux",
                () => Rate(system(p), Benchmark.Ttcp500(p), 500) / Rate(Sosp2003.Linux(p), Benchmark.Ttcp500(p), 500));
        }
        return set;
    }

    // How fast the same work gets done, against native Linux, with the same draws.
    private double Speed(Platform platform, WorkProfile work)
    {
        var overhead = Overhead.Measure(Machine, platform, Sosp2003.Linux(p), new GuestSpec(256.MiB, 40.MiB), work, units: 200,
            () => new RandomStreams(1));
        return 1 / (1 + overhead.ElapsedPercent / 100);
    }

    private double Rate(Platform platform, WorkProfile unit, int mtu) =>
        NetworkThroughput.Of(platform, Machine, unit, 16.KiB, mtu.B).PerSecond.BytesPerSecond;
}
