using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// A container whose system calls go to a kernel in user space (gVisor's Sentry) by ptrace: each stops the program, wakes the Sentry
/// and continues the program. It needs nothing of the CPU, and the host's kernel sees few of the program's calls.
/// </summary>
public static class GVisorPtrace
{
    /// <summary>The platform.</summary>
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(GVisorPtrace), p => Sentry.On(p, "gVisor (ptrace)",
        new PtraceKernel(p, "ptrace, gVisor", "SentryPtrace"), new HostMappedPaging(p), nameof(GVisorPtrace)));
}
