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
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(XenPv), Create);

    private static Platform Create(Parameters parameters)
    {
        var p = parameters[nameof(XenPv)];
        return new Platform
        {
            Name = "Xen PV",
            Family = "paravirtualization",
            Cpu = new Paravirtualization(parameters),
            Memory = new DirectPaging(parameters),
            Io = SplitDriver.DriverDomain(parameters),
            Scheduler = SchedulerKind.Credit,
            Kernel = GuestKernel.MicroVmLinux(parameters),
            Boot =
            [
                .. XenToolstack.Xl(parameters),
                Phases.KernelImage(),
                Phases.Mark(BootMark.GuestEntry),
                Phases.Probes(),
                Phases.Kernel(),
            ],
            Devices = GuestDevice.Read(p),
            Footprint = new MemoryFootprint(p.Bytes("per_domain"), "xl", p.Bytes("toolstack_text"), Bytes.Zero)
            {
                PerVCpu = p.Bytes("per_vcpu"),
            },
            KernelObjects = new Dictionary<KernelObject, int>
            {
                [KernelObject.BridgePort] = p.Whole("bridge_ports"), [KernelObject.XenDomain] = 1,
            },
            Own = parameters.Uses,
        };
    }
}
