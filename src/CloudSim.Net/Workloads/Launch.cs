using CloudSim.Net.Datacenter;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>One timed launch.</summary>
/// <param name="Begin">When its script began, since the start of the simulation.</param>
/// <param name="ScriptMs">Between the script's two looks at the clock: from just before the VMM's start to just after its exit, in
/// ms.</param>
/// <param name="StartCallMs">The guest's own <see cref="EndPoint.StartCallToInit"/> in ms; null where the VMM has no such call.</param>
/// <param name="InitMs">The guest's own <see cref="EndPoint.ProcessStartToInit"/> in ms.</param>
/// <param name="ReadyMs">Its <see cref="EndPoint.RequestToReady"/> in ms.</param>
/// <param name="WholeMs">All of it, in ms: from the launcher's first work for it to the script's end.</param>
/// <param name="Steps">The phases of the guest's boot, in order: from its VMM's or runtime's start on.</param>
public sealed record Launch(TimeSpan Begin, double ScriptMs, double? StartCallMs, double InitMs, double ReadyMs, double WholeMs,
    IReadOnlyList<BootStep> Steps);
