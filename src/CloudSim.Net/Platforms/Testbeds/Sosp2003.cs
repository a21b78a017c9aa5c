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
    private static readonly ParameterSheet Sheet = ParameterSheet.Named(nameof(Sosp2003));

    /// <summary>Dell PowerEdge 2650 with one CPU in use; its disk controller answers small writes from its own memory.</summary>
    public static HostModel Machine { get; } = HostModel.PowerEdge2650 with
    {
        Disk = HostModel.PowerEdge2650.Disk with { ReadLatency = Sheet.Duration("cached_write") },
        Sheets = [.. HostModel.PowerEdge2650.Sheets, Sheet],
    };

    /// <summary>Linux 2.4 on the bare machine.</summary>
    public static Platform Linux { get; } = BareMetal.Platform with { Name = "native Linux" };

    /// <summary>XenoLinux on Xen 1.x.</summary>
    public static Platform Xen { get; } = Guest("XenoLinux", "paravirtualization",
        new Paravirtualization(bits: 32), new DirectPaging(), SplitDriver.InHypervisor) with { Scheduler = SchedulerKind.Credit };

    /// <summary>VMware Workstation 3.2, hosted on Linux.</summary>
    public static Platform Workstation { get; } = Guest("VMware Workstation 3.2", "binary translation",
        new HostedTranslation(), new ShadowPaging(), HostedIo.Workstation);

    /// <summary>User-Mode Linux 2.4.</summary>
    public static Platform UserModeLinux { get; } = Guest("User-Mode Linux", "kernel as a process",
        PtraceKernel.UserModeLinux, new HostMappedPaging(), HostedIo.UserModeLinux);

    /// <summary>The four, as the paper's figures name them.</summary>
    public static IReadOnlyDictionary<string, Platform> Systems { get; } = new Dictionary<string, Platform>
    {
        ["L"] = Linux, ["X"] = Xen, ["V"] = Workstation, ["U"] = UserModeLinux,
    };

    private static Platform Guest(string name, string family, ICpuTechnique cpu, IMemoryTechnique memory, IIoTechnique io) => new()
    {
        Name = name,
        Family = family,
        Cpu = cpu,
        Memory = memory,
        Io = io,
        ShowsTopology = true, // one CPU: there is nothing to hide
        Boot = [],
        Footprint = new MemoryFootprint(Sheet.Bytes("vmm_memory"), name, Bytes.Zero, Bytes.Zero),
        KernelObjects = new Dictionary<KernelObject, int> { [KernelObject.Pid] = 1 },
        OwnSheets = [Sheet],
    };
}
