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
    public static Platform Of(Parameters parameters) =>
        parameters.Make(nameof(CloudHypervisor), p => On(p, GuestKernel.MicroVmLinux(p)));

    /// <summary>The VMM's start and the boot of the guest's kernel in it.</summary>
    internal static IReadOnlyList<Step> Start(Parameters parameters)
    {
        var p = parameters[nameof(CloudHypervisor)];
        var (share, accesses) = (p.Ratio("kernel_share").Value, p.Count("boot_accesses").Value);
        Step Cpu(string phase, string parameter) => Phases.HostCpu(phase, p, parameter, "vmm_sigma");
        return
        [
            Cpu("VMM process start", "vmm_start"),
            KvmProcess.Tap(p),
            Phases.KernelImage(),
            KvmProcess.ForVCpus(parameters, Cpu("virtual machine set-up", "vm_create")),
            Phases.Mark(BootMark.GuestEntry),
            Phases.Probes(),
            Phases.Kernel(boot => boot with { Kernel = boot.Kernel * share, DeviceAccesses = accesses }),
        ];
    }

    /// <summary>The same with another kernel.</summary>
    internal static Platform On(Parameters parameters, GuestKernel kernel)
    {
        var p = parameters[nameof(CloudHypervisor)];
        return new Platform
        {
            Name = "Cloud Hypervisor",
            Family = "microVM",
            Cpu = new HardwareAssist(parameters),
            Memory = new NestedPaging(parameters),
            Io = Virtio.Named(parameters, "VirtioCloudHypervisor", "virtio, a thread for each device"),
            Kernel = kernel,
            Boot = Start(parameters),
            Devices = GuestDevice.Read(p),
            Exit = KvmProcess.Exit(parameters),
            Footprint = new MemoryFootprint(p.Bytes("vmm_memory"), "cloud-hypervisor", p.Bytes("vmm_text"), p.Bytes("vmm_mapped"))
            {
                PerVCpu = KvmProcess.VCpuMemory(parameters),
            },
            KernelObjects = KvmProcess.KernelObjects(p),
            MostInterfaces = p.Whole("slots"),
            Own = parameters.Uses,
        };
    }
}
