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
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(Interpreter), Create);

    private static Platform Create(Parameters parameters)
    {
        var p = parameters[nameof(Interpreter)];
        var pc = QemuMachine.Pc(parameters);
        return pc.On(parameters, "emulation (interpreter)", "emulation", new Interpretation(parameters),
            new SoftwareMmu(parameters), EmulatedDevice.UserSpace(parameters)) with
        {
            Footprint = new MemoryFootprint(p.Bytes("vmm_memory"), "interpreter", p.Bytes("vmm_text"), p.Bytes("vmm_memory"))
            {
                PerVCpu = pc.Footprint.PerVCpu,
            },
            Own = parameters.Uses,
        };
    }
}
