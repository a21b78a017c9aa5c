using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// A container whose system calls go to a kernel in user space (gVisor's Sentry) that runs in guest mode: the program in ring 3 of
/// guest mode calls the Sentry in ring 0 without an exit. There is no virtual machine beyond that: no devices, no guest kernel image.
/// </summary>
public static class GVisorKvm
{
    /// <summary>The platform.</summary>
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(GVisorKvm), p =>
        Sentry.On(p, "gVisor (KVM)", new SentryInGuestMode(p), new SentryPaging(p), nameof(GVisorKvm)));
}
