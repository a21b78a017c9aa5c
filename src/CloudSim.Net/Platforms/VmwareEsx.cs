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
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(VmwareEsx), Create);

    private static Platform Create(Parameters parameters)
    {
        var p = parameters[nameof(VmwareEsx)];
        var pc = QemuMachine.Pc(parameters) with { VmmStart = p.Cycles("vmm_start"), VmmSigma = p.Ratio("vmm_sigma") };
        return pc.On(parameters, "full VM (binary translation)", "binary translation", new BinaryTranslation(parameters),
            new ShadowPaging(parameters), EmulatedDevice.Kernel(parameters)) with
        {
            Footprint = new MemoryFootprint(p.Bytes("vmm_memory"), "monitor", p.Bytes("vmm_text"), p.Bytes("vmm_memory"))
            {
                PerVCpu = pc.Footprint.PerVCpu,
            },
            Own = parameters.Uses,
        };
    }
}
