using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// A paravirtual guest on Xen: a changed kernel of 64 bits, direct paging, split drivers whose back ends run in a driver domain, and Xen's credit
/// scheduler for vCPUs and the driver domain alike. It needs nothing of the CPU. The start runs from the toolstack's command to the guest's init.
/// </summary>
public static class XenPv
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Create();

    private static Platform Create()
    {
        var p = ParameterSheet.Named(nameof(XenPv));
        var kernel = GuestKernel.MicroVmLinux;
        var clock = p.Frequency("measured_clock").Value;
        var sigma = p.Ratio("sigma").Value;
        Cycles Work(string parameter) => Cycles.Of(p.Duration(parameter), clock);
        return new Platform
        {
            Name = "Xen PV",
            Family = "paravirtualization",
            Cpu = new Paravirtualization(),
            Memory = new DirectPaging(),
            Io = SplitDriver.DriverDomain,
            Sharing = CpuSharing.Credit,
            Kernel = kernel,
            Boot =
            [
                Phases.HostCpu("toolstack", Work("toolstack"), sigma),
                // Each existing guest makes the store's transactions longer; how they are retried is not modelled yet.
                Phases.Locked("XenStore", "xenstore", Phases.HostCpuGrowing("entries of the domain and its devices",
                    Work("store_entries"), Work("store_per_domain"), HostLimit.XenDomains, sigma)),
                Phases.Load("kernel image", kernel.Name, kernel.Image),
                new BootPhase("domain builder", DomainMemory),
                Phases.HostCpu("hotplug scripts", Work("hotplug"), sigma),
                Phases.Guest("device probes", kernel.ProbeDevice.Times(p.Count("devices")), kernel.BootSigma),
                Phases.Kernel(kernel),
            ],
            Footprint = new MemoryFootprint(p.Bytes("per_domain"), "xl", p.Bytes("toolstack_text"), Bytes.Zero),
            Takes = new Dictionary<string, int>
            {
                [HostLimit.BridgePorts] = (int)p.Count("bridge_ports").Value, [HostLimit.XenDomains] = 1,
            },
            OwnSheets = [p],
        };
    }

    // The domain gets its memory at its start, and Xen has scrubbed it.
    private static IEnumerable<Event> DomainMemory(IBootSite site)
    {
        yield return site.HostWork(Cycles.Of(site.ConfiguredMemory / site.MemoryCopy, site.Clock));
    }
}
