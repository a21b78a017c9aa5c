using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Io;

namespace CloudSim.Net.Platforms;

/// <summary>
/// Unikraft on Solo5's hardware virtualized tender: a process that offers a console, a network and a block device by hypercalls, and
/// nothing else.
/// </summary>
public static class UnikernelOnSolo5
{
    /// <summary>The platform.</summary>
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(UnikernelOnSolo5), p =>
        Unikernel.On(p, "unikernel (Solo5)", EmulatedDevice.Tender(p, "Solo5Tender"), nameof(UnikernelOnSolo5)));
}
