using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>Three kinds of work that tell platforms apart.</summary>
public static class WorkProfiles
{
    /// <summary>Computing: one unit is a millisecond of user code.</summary>
    public static WorkProfile CpuBound { get; } = WorkProfile.From(ParameterSheet.Named(nameof(CpuBound)), "CPU-bound");

    /// <summary>File servers, build tools, shells: one unit is 640 system calls with their faults and switches.</summary>
    public static WorkProfile SystemCallHeavy { get; } = WorkProfile.From(ParameterSheet.Named(nameof(SystemCallHeavy)),
        "system-call-heavy");

    /// <summary>A store on a local disk: one unit is one small read that reaches the device.</summary>
    public static WorkProfile IoHeavy { get; } = WorkProfile.From(ParameterSheet.Named(nameof(IoHeavy)), "I/O-heavy");

    /// <summary>The three.</summary>
    public static IReadOnlyList<WorkProfile> All { get; } = [CpuBound, SystemCallHeavy, IoHeavy];

    /// <summary>The data files of the three.</summary>
    public static IReadOnlyList<ParameterSheet> Sheets { get; } =
        [ParameterSheet.Named(nameof(CpuBound)), ParameterSheet.Named(nameof(SystemCallHeavy)), ParameterSheet.Named(nameof(IoHeavy))];
}
