using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Io;

namespace CloudSim.Net.Platforms;

/// <summary>Unikraft on QEMU's PC with its default firmware.</summary>
public static class UnikernelOnQemu
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Unikernel.On("unikernel (QEMU)", Virtio.Named("VirtioQemu", "virtio, I/O thread and vhost"),
        ParameterSheet.Named(nameof(UnikernelOnQemu)));
}
