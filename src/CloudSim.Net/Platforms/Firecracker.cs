using CloudSim.Net.Calibration;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// Firecracker: a VMM with six minimal devices and no firmware, configured over a REST interface, on KVM with nested
/// paging. The start runs from the VMM's process start to the guest's init, configuration included ("end to end").
/// </summary>
public static class Firecracker
{
    /// <summary>The platform.</summary>
    public static Platform Of(Parameters parameters) =>
        parameters.Make(nameof(Firecracker), p => On(p, "Firecracker microVM", GuestKernel.MicroVmLinux(p)));

    /// <summary>Firecracker with another kernel.</summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="name">Name of the platform.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="devices">Devices that the kernel finds beside network interfaces; left out, those of the data file.</param>
    public static Platform On(Parameters parameters, string name, GuestKernel kernel,
        IReadOnlyList<GuestDevice>? devices = null)
    {
        var part = parameters.Part(name);
        var p = part[nameof(Firecracker)];
        var clock = p.Frequency("measured_clock").Value;
        Step Cpu(string phase, string parameter) => Phases.HostCpu(phase, p, parameter, "vmm_sigma");
        return new Platform
        {
            Name = name,
            Family = "microVM",
            Cpu = new HardwareAssist(part),
            Memory = new NestedPaging(part),
            Io = Virtio.Named(part, "VirtioUserspace", "virtio, user-space thread"),
            Kernel = kernel,
            Boot =
            [
                Phases.Polled(Cpu("VMM process start", "vmm_start"), p.Duration("poll_interval"), p.Cycles("poll_program")),
                Phases.Program("configuration client", Cycles.Of(p.Duration("client"), clock), p.Ratio("client_sigma")),
                Phases.Repeat("configuration requests", p.Whole("requests"),
                    Phases.Wait("request on its way", p.Duration("request_wait_low"), p.Duration("request_wait_high")),
                    Cpu("request", "request")),
                Phases.ForEachInterface(Phases.Repeat("interface request", 1,
                    Phases.Wait("request on its way", p.Duration("request_wait_low"), p.Duration("request_wait_high")),
                    Cpu("request", "request")) with { Kind = StepKind.NetworkInterface }),
                KvmProcess.Tap(p),
                Phases.Mark(BootMark.StartCall),
                KvmProcess.ForVCpus(part, Cpu("virtual machine set-up", "vm_create")),
                Phases.KernelImage(),
                Phases.Mark(BootMark.GuestEntry),
                Phases.Probes(),
                Phases.Kernel(),
                Phases.Mark(BootMark.GuestInit),
            ],
            Devices = devices ?? GuestDevice.Read(p),
            Exit = KvmProcess.ExitWithTimer(part),
            Footprint = new MemoryFootprint(p.Bytes("vmm_memory"), "firecracker", p.Bytes("vmm_text"), p.Bytes("vmm_memory"))
            {
                PerVCpu = KvmProcess.VCpuMemory(part),
            },
            KernelObjects = KvmProcess.KernelObjects(p),
            MostInterfaces = p.Whole("slots"),
            Own = part.Uses,
        };
    }
}
