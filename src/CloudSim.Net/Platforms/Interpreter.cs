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
    public static Platform Platform { get; } = Create(ParameterSheet.Named(nameof(Interpreter)));

    private static Platform Create(ParameterSheet p) =>
        QemuMachine.Pc.On("emulation (interpreter)", "emulation", new Interpretation(), new SoftwareMmu(), EmulatedDevice.UserSpace, p) with
        {
            Footprint = new MemoryFootprint(p.Bytes("vmm_memory"), "interpreter", p.Bytes("vmm_text"), p.Bytes("vmm_memory")),
        };
}
