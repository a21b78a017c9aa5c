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
    public static Platform Platform { get; } = Create(ParameterSheet.Named(nameof(VmwareEsx)));

    private static Platform Create(ParameterSheet p)
    {
        var pc = QemuMachine.Pc with { VmmStart = p.Cycles("vmm_start"), VmmSigma = p.Ratio("vmm_sigma") };
        return pc.On("full VM (binary translation)", "binary translation", new BinaryTranslation(), new ShadowPaging(),
            EmulatedDevice.Kernel, p) with
        {
            Footprint = new MemoryFootprint(p.Bytes("vmm_memory"), "monitor", p.Bytes("vmm_text"), p.Bytes("vmm_memory")),
        };
    }
}
