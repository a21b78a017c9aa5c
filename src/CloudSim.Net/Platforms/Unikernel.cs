using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// What the unikernel platforms share: Unikraft on hardware assist with nested paging, started as it is published, without a
/// network device. The start runs from the VMM's process start to <c>main</c>.
/// </summary>
internal static class Unikernel
{
    /// <summary>Unikraft on a VMM.</summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="name">Name of the platform.</param>
    /// <param name="io">The VMM's devices.</param>
    /// <param name="sheet">Its data file: start of the VMM, set-up in the guest, memory.</param>
    /// <param name="before">What runs in the guest before the kernel, such as firmware.</param>
    public static Platform On(Parameters parameters, string name, IIoTechnique io, string sheet, params Step[] before)
    {
        var p = parameters[sheet];
        return new Platform
        {
            Name = name,
            Family = "unikernel",
            Cpu = new HardwareAssist(parameters),
            Memory = new NestedPaging(parameters),
            Io = io,
            Kernel = GuestKernel.Unikraft(parameters),
            Boot =
            [
                KvmProcess.ForVCpus(parameters, Phases.HostCpu("VMM process start", p, "vmm_start", "vmm_sigma")),
                Phases.ForEachInterface(Phases.HostCpu("network device", p, "interface", "vmm_sigma")
                    with { Kind = StepKind.NetworkInterface }),
                Phases.Mark(BootMark.GuestEntry),
                .. before,
                Phases.WithKernel(StepKind.GuestKernel, "set-up for this VMM",
                    new WorkProfile { Name = "set-up", Kernel = p.Cycles("guest_setup") }),
                Phases.Probes(),
                Phases.Kernel(),
            ],
            Exit = KvmProcess.Exit(parameters),
            Footprint = new MemoryFootprint(p.Bytes("vmm_memory"), sheet, p.Bytes("vmm_text"), p.Bytes("vmm_memory"))
            {
                PerVCpu = KvmProcess.VCpuMemory(parameters),
            },
            KernelObjects = new Dictionary<KernelObject, int>
            {
                [KernelObject.BridgePort] = 1, [KernelObject.Pid] = p.Whole("threads"),
            },
            Own = parameters.Uses,
        };
    }
}
