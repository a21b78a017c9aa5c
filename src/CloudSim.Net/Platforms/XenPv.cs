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
/// A paravirtual guest on Xen: a changed kernel of 64 bits, direct paging, split drivers whose back ends run in a driver domain, and Xen's
/// credit
/// scheduler for vCPUs and the driver domain alike. It needs nothing of the CPU. The start runs from the toolstack's command to the guest's
/// init.
/// </summary>
public static class XenPv
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Create();

    private static Platform Create()
    {
        var p = ParameterSheet.Named(nameof(XenPv));
        return new Platform
        {
            Name = "Xen PV",
            Family = "paravirtualization",
            Cpu = new Paravirtualization(),
            Memory = new DirectPaging(),
            Io = SplitDriver.DriverDomain,
            Scheduler = SchedulerKind.Credit,
            Kernel = GuestKernel.MicroVmLinux,
            Boot =
            [
                .. XenToolstack.Xl(),
                Phases.KernelImage(),
                Phases.Mark(BootMark.GuestEntry),
                Phases.Probes(p.Count("devices")),
                Phases.Kernel(),
            ],
            Footprint = new MemoryFootprint(p.Bytes("per_domain"), "xl", p.Bytes("toolstack_text"), Bytes.Zero),
            KernelObjects = new Dictionary<KernelObject, int>
            {
                [KernelObject.BridgePort] = (int)p.Count("bridge_ports").Value, [KernelObject.XenDomain] = 1,
            },
            OwnSheets = [p, ParameterSheet.Named(nameof(XenToolstack))],
        };
    }
}
