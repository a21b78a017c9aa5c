using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Io;

namespace CloudSim.Net.Platforms;

/// <summary>
/// What gVisor's platforms share: a container's preparations (overlay, network, cgroup), then the Sentry and its file server; a network
/// stack of its own behind the container's interface.
/// </summary>
internal static class Sentry
{
    public static Platform On(Parameters parameters, string name, ICpuTechnique cpu, IMemoryTechnique memory, string sheet)
    {
        var (container, p) = (RuncContainer.Of(parameters), parameters[sheet]);
        return new Platform
        {
            Name = name,
            Family = "user-space kernel",
            Cpu = cpu,
            Memory = memory,
            Io = new SentryIo(parameters),
            Boot =
            [
                .. container.Boot,
                Phases.HostCpu("Sentry and file server", p, "sentry_start"),
            ],
            Footprint = new MemoryFootprint(p.Bytes("per_sandbox"), "runsc", p.Bytes("text"), Bytes.Zero),
            KernelObjects = new Dictionary<KernelObject, int>
            {
                [KernelObject.BridgePort] = container.KernelObjects[KernelObject.BridgePort],
                [KernelObject.Pid] = p.Whole("processes"),
            },
            Own = parameters.Uses,
        };
    }
}
