using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>
/// The machine and the four systems of Barham et al. (SOSP 2003): native Linux, XenoLinux on Xen 1.x (32 bits, drivers in the hypervisor),
/// VMware Workstation 3.2 and User-Mode Linux. What is measured there are programs in running guests, not boots.
/// </summary>
public static class Sosp2003
{
    /// <summary>Dell PowerEdge 2650 with one CPU in use; its disk controller answers small writes from its own memory.</summary>
    public static HostModel Machine(Parameters parameters) => parameters.Make("Sosp2003.Machine", p =>
    {
        var server = HostModel.PowerEdge2650(p);
        return server with
        {
            Disk = server.Disk with { ReadLatency = p[nameof(Sosp2003)].Duration("cached_write") }, Uses = p.Uses,
        };
    });

    /// <summary>Linux 2.4 on the bare machine.</summary>
    public static Platform Linux(Parameters parameters) =>
        parameters.Make("Sosp2003.Linux", p => BareMetal.Of(p) with { Name = "native Linux" });

    /// <summary>XenoLinux on Xen 1.x.</summary>
    public static Platform Xen(Parameters parameters) => parameters.Make("Sosp2003.Xen", p => Guest(p, "XenoLinux", "paravirtualization",
        new Paravirtualization(p, bits: 32), new DirectPaging(p), SplitDriver.InHypervisor(p)) with { Scheduler = SchedulerKind.Credit });

    /// <summary>VMware Workstation 3.2, hosted on Linux.</summary>
    public static Platform Workstation(Parameters parameters) => parameters.Make("Sosp2003.Workstation",
        p => Guest(p, "VMware Workstation 3.2", "binary translation",
            new HostedTranslation(p), new ShadowPaging(p), HostedIo.Workstation(p)));

    /// <summary>User-Mode Linux 2.4.</summary>
    public static Platform UserModeLinux(Parameters parameters) => parameters.Make("Sosp2003.UserModeLinux",
        p => Guest(p, "User-Mode Linux", "kernel as a process",
            PtraceKernel.UserModeLinux(p), new HostMappedPaging(p), HostedIo.UserModeLinux(p)));

    /// <summary>The four, as the paper's figures name them.</summary>
    public static IReadOnlyDictionary<string, Platform> Systems(Parameters parameters) =>
        parameters.Make<IReadOnlyDictionary<string, Platform>>("Sosp2003.Systems", p => new Dictionary<string, Platform>
        {
            ["L"] = Linux(p), ["X"] = Xen(p), ["V"] = Workstation(p), ["U"] = UserModeLinux(p),
        });

    private static Platform Guest(
        Parameters p, string name, string family, ICpuTechnique cpu, IMemoryTechnique memory, IIoTechnique io) => new()
    {
        Name = name,
        Family = family,
        Cpu = cpu,
        Memory = memory,
        Io = io,
        ShowsTopology = true, // one CPU: there is nothing to hide
        Boot = [],
        Footprint = new MemoryFootprint(p[nameof(Sosp2003)].Bytes("vmm_memory"), name, Bytes.Zero, Bytes.Zero),
        KernelObjects = new Dictionary<KernelObject, int> { [KernelObject.Pid] = 1 },
        Own = p.Uses,
    };
}
