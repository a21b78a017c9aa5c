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
/// LightVM: a unikernel of a few hundred kilobytes as a paravirtual guest on Xen, made by the split toolstack without a store.
/// The start runs from the toolstack's command to the unikernel's <c>main</c>.
/// </summary>
public static class LightVm
{
    /// <summary>The platform, with a unikernel that has one network interface.</summary>
    public static Platform Of(Parameters parameters) =>
        parameters.Make(nameof(LightVm), p => On(p, "LightVM (Xen)", XenToolstack.Split(p), GuestKernel.MiniOs(p), NetworkFrontEnd));

    /// <summary>The front end of a network interface, the one device of a unikernel that talks to the world.</summary>
    internal static GuestDevice NetworkFrontEnd => new("network front end", 1);

    /// <summary>The same guest with another toolstack, kernel or number of devices.</summary>
    public static Platform On(
        Parameters parameters, string name, IReadOnlyList<Step> toolstack, GuestKernel kernel,
        params IReadOnlyList<GuestDevice> devices)
    {
        var part = parameters.Part(name);
        var p = part[nameof(LightVm)];
        return new Platform
        {
            Name = name,
            Family = "unikernel",
            Cpu = new Paravirtualization(part),
            Memory = new DirectPaging(part),
            Io = SplitDriver.DriverDomain(part),
            Scheduler = SchedulerKind.Credit,
            Kernel = kernel,
            Boot =
            [
                .. toolstack,
                Phases.KernelImage(title: "image"),
                Phases.Mark(BootMark.GuestEntry),
                Phases.Probes(interfaces: false),
                Phases.Kernel(),
            ],
            Devices = devices,
            Footprint = new MemoryFootprint(p.Bytes("per_domain"), "chaos", p.Bytes("toolstack_text"), Bytes.Zero)
            {
                PerVCpu = p.Bytes("per_vcpu"),
            },
            KernelObjects = new Dictionary<KernelObject, int> { [KernelObject.XenDomain] = 1 },
            Own = [.. part.Uses, .. XenToolstack.Of(parameters).Uses],
        };
    }
}
