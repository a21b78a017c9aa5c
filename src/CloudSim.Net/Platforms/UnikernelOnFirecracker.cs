using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Io;

namespace CloudSim.Net.Platforms;

/// <summary>Unikraft on Firecracker, its machine described in a file so that nobody waits for requests.</summary>
public static class UnikernelOnFirecracker
{
    /// <summary>The platform.</summary>
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(UnikernelOnFirecracker), p =>
        Unikernel.On(p, "unikernel (Firecracker)", Virtio.Named(p, "VirtioUserspace", "virtio, user-space thread"),
            nameof(UnikernelOnFirecracker)));
}
