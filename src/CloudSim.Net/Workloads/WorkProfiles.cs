using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>Three kinds of work that tell platforms apart.</summary>
public static class WorkProfiles
{
    /// <summary>Computing: one unit is a millisecond of user code.</summary>
    public static WorkProfile CpuBound(Parameters parameters) => Read(parameters, nameof(CpuBound), "CPU-bound");

    /// <summary>File servers, build tools, shells: one unit is 640 system calls with their faults and switches.</summary>
    public static WorkProfile SystemCallHeavy(Parameters parameters) => Read(parameters, nameof(SystemCallHeavy), "system-call-heavy");

    /// <summary>A store on a local disk: one unit is one small read that reaches the device.</summary>
    public static WorkProfile IoHeavy(Parameters parameters) => Read(parameters, nameof(IoHeavy), "I/O-heavy");

    /// <summary>The three.</summary>
    public static IReadOnlyList<WorkProfile> All(Parameters parameters) => parameters.Make<IReadOnlyList<WorkProfile>>(
        nameof(WorkProfiles), p => [CpuBound(p), SystemCallHeavy(p), IoHeavy(p)]);

    private static WorkProfile Read(Parameters parameters, string sheet, string name) =>
        parameters.Make(sheet, p => WorkProfile.From(p[sheet], name));
}
