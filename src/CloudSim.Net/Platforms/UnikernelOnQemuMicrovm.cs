using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Io;

namespace CloudSim.Net.Platforms;

/// <summary>Unikraft on QEMU's microvm machine: no PCI, no ACPI, virtio over memory-mapped registers.</summary>
public static class UnikernelOnQemuMicrovm
{
    /// <summary>The platform.</summary>
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(UnikernelOnQemuMicrovm), p =>
        Unikernel.On(p, "unikernel (QEMU microvm)", Virtio.Named(p, "VirtioQemu", "virtio, I/O thread and vhost"),
            nameof(UnikernelOnQemuMicrovm)));
}
