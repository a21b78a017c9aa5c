using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// Programs that keep the memory management of a server of 2009 busy, 1 ms of CPU a unit, and one that only walks tables.
/// </summary>
public static class MemoryProfiles
{
    /// <summary>Compilers started one after the other.</summary>
    public static WorkProfile CompileFarm(Parameters parameters) => WithProcesses(parameters, nameof(CompileFarm), "compile farm");

    /// <summary>A web server of processes that map files and run scripts.</summary>
    public static WorkProfile ProcessServer(Parameters parameters) =>
        WithProcesses(parameters, nameof(ProcessServer), "web server of processes");

    /// <summary>Desktop sessions of many users.</summary>
    public static WorkProfile TerminalServer(Parameters parameters) => WithProcesses(parameters, nameof(TerminalServer), "terminal server");

    /// <summary>Random reads of a large table that never moves: TLB misses and nothing else.</summary>
    public static WorkProfile StaticMapping(Parameters parameters) =>
        parameters.Make(nameof(StaticMapping), p => WorkProfile.From(p[nameof(StaticMapping)], "static mapping"));

    /// <summary>The three that change their mappings much.</summary>
    public static IReadOnlyList<WorkProfile> Changing(Parameters parameters) => parameters.Make<IReadOnlyList<WorkProfile>>(
        nameof(Changing), p => [CompileFarm(p), ProcessServer(p), TerminalServer(p)]);

    // The programs that the work starts come on top of its own events.
    private static WorkProfile WithProcesses(Parameters parameters, string sheet, string name) => parameters.Make(sheet, p =>
        WorkProfile.From(p[sheet], name) + (ProcessProfiles.ForkWait(p) + ProcessProfiles.ExecWait(p)).Times(p[sheet].Count("processes")));
}
