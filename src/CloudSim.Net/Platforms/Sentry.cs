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
    public static Platform On(string name, ICpuTechnique cpu, IMemoryTechnique memory, ParameterSheet sheet)
    {
        var container = RuncContainer.Platform;
        return new Platform
        {
            Name = name,
            Family = "user-space kernel",
            Cpu = cpu,
            Memory = memory,
            Io = new SentryIo(),
            Boot =
            [
                .. container.Boot,
                Phases.HostCpu("Sentry and file server", sheet, "sentry_start"),
            ],
            Footprint = new MemoryFootprint(sheet.Bytes("per_sandbox"), "runsc", sheet.Bytes("text"), Bytes.Zero),
            KernelObjects = new Dictionary<KernelObject, int>
            {
                [KernelObject.BridgePort] = container.KernelObjects[KernelObject.BridgePort],
                [KernelObject.Pid] = (int)sheet.Count("processes").Value,
            },
            OwnSheets = [sheet, .. container.OwnSheets],
        };
    }
}
