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
    /// <param name="name">Name of the platform.</param>
    /// <param name="io">The VMM's devices.</param>
    /// <param name="sheet">Its data file: start of the VMM, set-up in the guest, memory.</param>
    /// <param name="before">What runs in the guest before the kernel, such as firmware.</param>
    public static Platform On(string name, IIoTechnique io, ParameterSheet sheet, params Step[] before)
    {
        return new Platform
        {
            Name = name,
            Family = "unikernel",
            Cpu = new HardwareAssist(),
            Memory = new NestedPaging(),
            Io = io,
            Kernel = GuestKernel.Unikraft,
            Boot =
            [
                Phases.HostCpu("VMM process start", sheet, "vmm_start", "vmm_sigma"),
                Phases.ForEachInterface(Phases.HostCpu("network device", sheet, "interface", "vmm_sigma")
                    with { Kind = StepKind.NetworkInterface }),
                Phases.Mark(BootMark.GuestEntry),
                .. before,
                Phases.WithKernel(StepKind.GuestKernel, "set-up for this VMM",
                    new WorkProfile { Name = "set-up", Kernel = sheet.Cycles("guest_setup") }),
                Phases.Probes(0),
                Phases.Kernel(),
            ],
            Exit = KvmProcess.Exit,
            Footprint = new MemoryFootprint(sheet.Bytes("vmm_memory"), sheet.Name, sheet.Bytes("vmm_text"), sheet.Bytes("vmm_memory")),
            KernelObjects = new Dictionary<KernelObject, int>
            {
                [KernelObject.BridgePort] = 1, [KernelObject.Pid] = (int)sheet.Count("threads").Value,
            },
            OwnSheets = [sheet, KvmProcess.Sheet],
        };
    }
}
