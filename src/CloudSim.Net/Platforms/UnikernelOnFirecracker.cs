using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Io;

namespace CloudSim.Net.Platforms;

/// <summary>Unikraft on Firecracker, its machine described in a file so that nobody waits for requests.</summary>
public static class UnikernelOnFirecracker
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Unikernel.On("unikernel (Firecracker)",
        Virtio.Named("VirtioUserspace", "virtio, user-space thread"), ParameterSheet.Named(nameof(UnikernelOnFirecracker)));
}
