using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// CPU emulation by an interpreter (as Bochs): a PC whose every instruction is fetched, decoded and executed in software. It runs
/// any guest on any host, and is used to debug kernels and firmware, hardly to share a machine.
/// </summary>
public static class Interpreter
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Create();

    private static Platform Create()
    {
        var p = ParameterSheet.Named(nameof(Interpreter));
        var pc = QemuMachine.Pc;
        return new Platform
        {
            Name = "emulation (interpreter)",
            Family = "emulation",
            Cpu = new Interpretation(),
            Memory = new SoftwareMmu(),
            Io = EmulatedDevice.UserSpace,
            Kernel = GuestKernel.MicroVmLinux,
            IsPc = true,
            Boot = pc.Boot(GuestKernel.MicroVmLinux),
            Footprint = new MemoryFootprint(p.Bytes("vmm_memory"), "interpreter", p.Bytes("vmm_text"), p.Bytes("vmm_memory")),
            KernelObjects = pc.KernelObjects,
            OwnSheets = [p, pc.Sheet],
        };
    }
}
