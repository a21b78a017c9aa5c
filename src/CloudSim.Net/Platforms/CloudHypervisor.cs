using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// Cloud Hypervisor: a VMM with virtio devices on a PCI bus, ACPI and no legacy devices, configured on its command line, on KVM with
/// nested paging. The start runs from the VMM's process start to the guest's init.
/// </summary>
public static class CloudHypervisor
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Create();

    /// <summary>The VMM's start and the boot of this kernel in it.</summary>
    internal static IReadOnlyList<BootPhase> Start(GuestKernel kernel)
    {
        var p = ParameterSheet.Named(nameof(CloudHypervisor));
        BootPhase Cpu(string phase, string parameter) => Phases.HostCpu(phase, p, parameter, "vmm_sigma");
        return
        [
            Cpu("VMM process start", "vmm_start"),
            Phases.ForEachInterface(Phases.Locked("tap device", "rtnl", Cpu("open the tap", "tap_open"))),
            Phases.Load("kernel image", kernel.Name, kernel.Image),
            Cpu("virtual machine set-up", "vm_create"),
            Phases.Mark(BootMark.GuestEntry),
            Phases.Probes(kernel, p.Count("devices")),
            Phases.Kernel(kernel with { Boot = kernel.Boot with { Kernel = kernel.Boot.Kernel * p.Ratio("kernel_share"),
                DeviceAccesses = p.Count("boot_accesses") } }),
        ];
    }

    private static Platform Create()
    {
        var p = ParameterSheet.Named(nameof(CloudHypervisor));
        return new Platform
        {
            Name = "Cloud Hypervisor",
            Family = "microVM",
            Cpu = new HardwareAssist(),
            Memory = new NestedPaging(),
            Io = Virtio.Named("VirtioCloudHypervisor", "virtio, a thread for each device"),
            Kernel = GuestKernel.MicroVmLinux,
            Boot = Start(GuestKernel.MicroVmLinux),
            Exit = KvmProcess.Exit,
            Footprint = new MemoryFootprint(p.Bytes("vmm_memory"), "cloud-hypervisor", p.Bytes("vmm_text"), p.Bytes("vmm_mapped")),
            KernelObjects = KvmProcess.KernelObjects(p),
            MostInterfaces = (int)p.Count("slots").Value,
            OwnSheets = [p, KvmProcess.Sheet],
        };
    }
}
