using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// What an operating system does with processes and their memory, as counts of events: one unit each, cycles as of a Pentium 4.
/// </summary>
public static class ProcessProfiles
{
    /// <summary>Fork, exit of the child and wait (forkwait; the fork row of lmbench).</summary>
    public static WorkProfile ForkWait(Parameters parameters) => Read(parameters, nameof(ForkWait), "fork and wait");

    /// <summary>
    /// Exec of a small dynamically linked program, its exit and wait; with <see cref="ForkWait"/> the exec row of lmbench.
    /// </summary>
    public static WorkProfile ExecWait(Parameters parameters) => Read(parameters, nameof(ExecWait), "exec and wait");

    /// <summary>Mapping 40 pages, touching each, unmapping them.</summary>
    public static WorkProfile MapTouchUnmap(Parameters parameters) => Read(parameters, nameof(MapTouchUnmap), "map, touch, unmap");

    private static WorkProfile Read(Parameters parameters, string sheet, string name) =>
        parameters.Make(sheet, p => WorkProfile.From(p[sheet], name));
}
