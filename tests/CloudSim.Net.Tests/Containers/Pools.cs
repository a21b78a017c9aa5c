using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Containers;

/// <summary>All that a kernel has given out, at one instant.</summary>
internal sealed record Pools(
    long Files, long Pids, long BridgePorts, long Blocks, long Mounts, int Sandboxes, int Endpoints, int Published, int Cgroups, int Tasks,
    Bytes Memory)
{
    public static Pools Of(MachineKernel kernel) => new(
        kernel.Count(KernelObject.File), kernel.Count(KernelObject.Pid), kernel.Count(KernelObject.BridgePort),
        kernel.Count(KernelObject.DiskBlock), kernel.Count(KernelObject.OverlayMount), kernel.Networks.SandboxCount,
        kernel.Networks.Networks.Sum(n => n.EndpointCount), kernel.Networks.PublishedPorts.Count, kernel.Root.Children.Count,
        kernel.Scheduler.Root.Tasks, kernel.Root.Memory.Current);
}
