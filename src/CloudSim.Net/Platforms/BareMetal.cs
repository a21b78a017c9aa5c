using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>A process of the host: no isolation beyond the operating system's own, and the yardstick of every overhead.</summary>
public static class BareMetal
{
    /// <summary>The platform.</summary>
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(BareMetal), Create);

    private static Platform Create(Parameters parameters)
    {
        var p = parameters[nameof(BareMetal)];
        return new Platform
        {
            Name = "bare-metal process",
            Family = "bare metal",
            Cpu = new NativeExecution(),
            Memory = new NativePaging(),
            Io = new NativeIo(parameters),
            Boot = [Phases.HostCpu("fork and exec", p, "fork_exec", "fork_exec_sigma")],
            Footprint = new MemoryFootprint(p.Bytes("kernel_memory"), "shell", Bytes.Zero, Bytes.Zero),
            KernelObjects = new Dictionary<KernelObject, int> { [KernelObject.Pid] = p.Whole("processes") },
            Own = parameters.Uses,
        };
    }
}
