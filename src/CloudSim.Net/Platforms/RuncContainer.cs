using CloudSim.Net.Calibration;
using CloudSim.Net.Containers;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// An OCI container started by runc: namespaces, a cgroup, an overlay mount and a veth pair on a bridge; the host's kernel
/// is shared and nothing is virtualized. The start runs from the runtime's own start to the first instruction of the
/// container's program; engine and daemon above runc are not in it.
/// </summary>
public static class RuncContainer
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Create();

    /// <summary>The union mount of an image.</summary>
    internal static Step RootFileSystem =>
        KernelSteps.OverlayMount((int)ParameterSheet.Named(nameof(RuncContainer)).Count("image_layers").Value);

    private static Platform Create()
    {
        var p = Shim.Sheet;
        return new Platform
        {
            Name = "container (runc)",
            Family = "container",
            Cpu = new NativeExecution(),
            Memory = new NativePaging(),
            Io = new BridgedIo(),
            Boot =
            [
                RootFileSystem,
                .. OciRuntime.Runc.Run(NamespaceKinds.Container, [], KernelSteps.VethAndBridge()).Select(step =>
                    step.Kind == StepKind.NetworkInterface ? Phases.ForEachInterface(step) : step),
            ],
            Footprint = new MemoryFootprint(p.Bytes("per_container"), Shim.Text, p.Bytes("shim_text"), Bytes.Zero),
            KernelObjects = new Dictionary<KernelObject, int>
            {
                [KernelObject.BridgePort] = (int)p.Count("bridge_ports").Value, [KernelObject.OverlayMount] = 1,
                [KernelObject.Pid] = (int)p.Count("processes").Value,
                [KernelObject.File] = (int)p.Count("files").Value,
            },
            OwnSheets = [p, KernelSteps.Sheet, OciRuntime.Runc.Sheet, GracePeriods.Sheet],
        };
    }
}
