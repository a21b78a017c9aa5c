using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// A container in a microVM of its own (Kata Containers on Cloud Hypervisor): the runtime prepares root file system and network as for any
/// container, then starts a file server, a VMM, a guest kernel and an agent, which makes the container inside. The start runs from the
/// runtime's start to the first instruction of the container's program.
/// </summary>
public static class Kata
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Create();

    private static Platform Create()
    {
        var p = ParameterSheet.Named(nameof(Kata));
        var (vmm, container) = (CloudHypervisor.Platform, RuncContainer.Platform);
        var clock = p.Frequency("measured_clock").Value;
        Step Cpu(string phase, string parameter) => Phases.HostCpu(phase, p, parameter);
        Step Guest(string phase, string parameter) => Phases.Guest(phase, new WorkProfile
        {
            Name = phase, User = Cycles.Of(p.Duration(parameter), clock), SystemCalls = p.Count("guest_calls"),
            PageFaults = p.Count("guest_faults"),
        }, p.Ratio("sigma"));
        return new Platform
        {
            Name = "Kata container",
            Family = "container in a microVM",
            Cpu = new HardwareAssist(),
            Memory = new NestedPaging(),
            Io = vmm.Io,
            Kernel = GuestKernel.KataLinux,
            Boot =
            [
                Cpu("runtime", "runtime_start"),
                RuncContainer.RootFileSystem,
                KernelSteps.Namespaces(NamespaceKinds.Net, KernelSteps.SystemMounts),
                Phases.ForEachInterface(KernelSteps.VethAndBridge()),
                Cpu("file server", "file_server_start"),
                .. CloudHypervisor.Start(ParameterSheet.Named(nameof(CloudHypervisor))),
                Guest("agent", "agent_start"),
                Inside(p),
            ],
            Exit = KvmProcess.Exit,
            Footprint = new MemoryFootprint(
                vmm.Footprint.PerGuest + p.Bytes("shim_memory") + p.Bytes("file_server_memory"), "cloud-hypervisor, shim and file server",
                vmm.Footprint.Shared + p.Bytes("text"), vmm.Footprint.Mapped),
            KernelObjects = new Dictionary<KernelObject, int>
            {
                [KernelObject.BridgePort] = 1,
                [KernelObject.Pid] = vmm.KernelObjects[KernelObject.Pid] + (int)p.Count("processes").Value,
            },
            OwnSheets = [p, .. vmm.OwnSheets, .. container.OwnSheets],
        };
    }

    // The agent's part of the OCI operations, in the guest's kernel: the network is the sandbox's, which is the machine's.
    private static Step Inside(ParameterSheet p)
    {
        var kinds = NamespaceKinds.Container & ~NamespaceKinds.Net;
        var (agent, request) = (p.Duration("container_create").Value, (int)p.Count("requests").Value * p.Duration("request").Value);
        Step[] steps =
        [
            KernelSteps.Program("agent", "requests", request), KernelSteps.CgroupCreate(),
            KernelSteps.Clone(kinds, KernelSteps.SystemMounts), KernelSteps.CgroupAttach(), KernelSteps.EnterRoot(),
            KernelSteps.Program("agent", "create", agent), KernelSteps.Exec(),
        ];
        return new(StepKind.GuestProgram, "container inside", Run);

        IEnumerable<Event> Run(StepContext context)
        {
            var inside = context.Inside();
            foreach (var step in steps)
                foreach (var wait in step.Run(inside))
                    yield return wait;
            context.Contain(kinds);
        }
    }
}
