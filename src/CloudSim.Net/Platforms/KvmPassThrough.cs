using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Io;

namespace CloudSim.Net.Platforms;

/// <summary>
/// The third generation of hardware assist: QEMU's PC on KVM with a virtual function of the network interface (SR-IOV) and a disk passed
/// through behind the IOMMU (VT-d), interrupts posted to the running guest. No device thread is left; all of its memory is pinned.
/// </summary>
public static class KvmPassThrough
{
    /// <summary>The platform.</summary>
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(KvmPassThrough), p => QemuKvm.Of(p) with
    {
        Name = "full VM, pass-through (KVM)",
        Io = PassThrough.PostedInterrupts(p),
        KernelObjects = QemuMachine.Pc(p).KernelObjects.Where(t => t.Key != KernelObject.BridgePort).ToDictionary(),
    });
}
