using CloudSim.Net.Calibration;
using CloudSim.Net.Containers;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
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
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(RuncContainer), Create);

    /// <summary>The union mount of an image.</summary>
    internal static Step RootFileSystem(Parameters parameters) =>
        KernelSteps.Of(parameters).OverlayMount(parameters[nameof(RuncContainer)].Whole("image_layers"));

    private static Platform Create(Parameters parameters)
    {
        var (p, runc, kernel) = (parameters[nameof(RuncContainer)], OciRuntime.Runc(parameters), KernelSteps.Of(parameters));
        return new Platform
        {
            Name = "container (runc)",
            Family = "container",
            Cpu = new NativeExecution(),
            Memory = new NativePaging(),
            Io = new BridgedIo(parameters),
            Filter = SystemCallFilter.Default(parameters),
            Boot =
            [
                RootFileSystem(parameters),
                .. runc.Run(NamespaceKinds.Container, [], kernel.VethAndBridge()).Select(step =>
                    step.Kind == StepKind.NetworkInterface ? Phases.ForEachInterface(step) : step),
            ],
            Footprint = new MemoryFootprint(p.Bytes("per_container"), Shim.Text, p.Bytes("shim_text"), Bytes.Zero),
            KernelObjects = new Dictionary<KernelObject, int>
            {
                [KernelObject.BridgePort] = p.Whole("bridge_ports"), [KernelObject.OverlayMount] = 1,
                [KernelObject.Pid] = p.Whole("processes"),
                [KernelObject.File] = p.Whole("files"),
            },
            Own = parameters.Uses,
        };
    }
}
