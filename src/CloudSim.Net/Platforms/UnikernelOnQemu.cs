using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Io;

namespace CloudSim.Net.Platforms;

/// <summary>Unikraft on QEMU's PC with its default firmware.</summary>
public static class UnikernelOnQemu
{
    /// <summary>The platform.</summary>
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(UnikernelOnQemu), p =>
        Unikernel.On(p, "unikernel (QEMU)", Virtio.Named(p, "VirtioQemu", "virtio, I/O thread and vhost"), nameof(UnikernelOnQemu)));
}
