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
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(Kata), p => Create(p));

    /// <summary>
    /// The same with the root file system on a block device of each sandbox's own, in place of a union mount that a file server shares.
    /// </summary>
    public static Platform OnBlockDevice(Parameters parameters) =>
        parameters.Make("Kata.OnBlockDevice", p => Create(p, SandboxDisk.Snapshot(p), SandboxDisk.FirstReads(p)));

    private static Platform Create(Parameters parameters, Step? disk = null, Step? reads = null)
    {
        var p = parameters[nameof(Kata)];
        var vmm = CloudHypervisor.On(parameters, GuestKernel.KataLinux(parameters));
        var kernel = KernelSteps.Of(parameters);
        var clock = p.Frequency("measured_clock").Value;
        Step Cpu(string phase, string parameter) => Phases.HostCpu(phase, p, parameter);
        Step Guest(string phase, string parameter) => Phases.Guest(phase, new WorkProfile
        {
            Name = phase, User = Cycles.Of(p.Duration(parameter), clock), SystemCalls = p.Count("guest_calls"),
            PageFaults = p.Count("guest_faults"),
        }, p.Ratio("sigma"));
        return new Platform
        {
            Name = disk is null ? "Kata container" : "Kata container, block device",
            Family = "container in a microVM",
            Cpu = new HardwareAssist(parameters),
            Memory = new NestedPaging(parameters),
            Io = vmm.Io,
            Kernel = vmm.Kernel,
            Boot =
            [
                Cpu("runtime", "runtime_start"),
                disk ?? RuncContainer.RootFileSystem(parameters),
                kernel.Namespaces(NamespaceKinds.Net, kernel.SystemMounts),
                Phases.ForEachInterface(kernel.VethAndBridge()),
                .. disk is null ? [Cpu("file server", "file_server_start")] : Array.Empty<Step>(),
                .. CloudHypervisor.Start(parameters),
                Guest("agent", "agent_start"),
                .. reads is null ? Array.Empty<Step>() : [reads],
                Inside(p, kernel),
            ],
            Devices = vmm.Devices,
            Exit = KvmProcess.Exit(parameters),
            Footprint = new MemoryFootprint(
                vmm.Footprint.PerGuest + p.Bytes("shim_memory") + p.Bytes("file_server_memory"), "cloud-hypervisor, shim and file server",
                vmm.Footprint.Shared + p.Bytes("text"), vmm.Footprint.Mapped) { PerVCpu = vmm.Footprint.PerVCpu },
            KernelObjects = new Dictionary<KernelObject, int>
            {
                [KernelObject.BridgePort] = 1,
                [KernelObject.Pid] = vmm.KernelObjects[KernelObject.Pid] + p.Whole("processes"),
            },
            Own = parameters.Uses,
        };
    }

    // The agent's part of the OCI operations, in the guest's kernel: the network is the sandbox's, which is the machine's.
    private static Step Inside(ParameterSheet p, KernelSteps kernel)
    {
        var kinds = NamespaceKinds.Container & ~NamespaceKinds.Net;
        var (agent, request) = (p.Duration("container_create").Value, p.Whole("requests") * p.Duration("request").Value);
        Step[] steps =
        [
            kernel.Program("agent", "requests", request), kernel.CgroupCreate(),
            kernel.Clone(kinds, kernel.SystemMounts), kernel.CgroupAttach(), kernel.EnterRoot(),
            kernel.Program("agent", "create", agent), kernel.Exec(),
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
