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
    public static Platform Platform { get; } = Create();

    private static Platform Create()
    {
        var p = ParameterSheet.Named(nameof(GVisorPtrace));
        return Sentry.On("gVisor (ptrace)", new PtraceKernel("ptrace, gVisor", ParameterSheet.Named("SentryPtrace")),
            new HostMappedPaging(), p);
    }
}
