using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// A full virtual machine without help of the hardware (VMware ESX of about 2005): the guest's kernel translated, shadow page tables,
/// devices modelled in the hypervisor. It runs unchanged guests on classic x86.
/// </summary>
public static class VmwareEsx
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Create();

    private static Platform Create()
    {
        var p = ParameterSheet.Named(nameof(VmwareEsx));
        var pc = QemuMachine.Pc with { VmmStart = p.Cycles("vmm_start"), VmmSigma = p.Ratio("vmm_sigma") };
        return new Platform
        {
            Name = "full VM (binary translation)",
            Family = "binary translation",
            Cpu = new BinaryTranslation(),
            Memory = new ShadowPaging(),
            Io = EmulatedDevice.Kernel,
            Kernel = GuestKernel.MicroVmLinux,
            IsPc = true,
            Boot = pc.Boot(GuestKernel.MicroVmLinux),
            Footprint = new MemoryFootprint(p.Bytes("vmm_memory"), "monitor", p.Bytes("vmm_text"), p.Bytes("vmm_memory")),
            KernelObjects = pc.KernelObjects,
            OwnSheets = [p, pc.Sheet],
        };
    }
}
