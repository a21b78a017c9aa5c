using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// Programs that keep the memory management of a server of 2009 busy, 1 ms of CPU a unit, and one that only walks tables.
/// </summary>
public static class MemoryProfiles
{
    /// <summary>Compilers started one after the other.</summary>
    public static WorkProfile CompileFarm { get; } = WithProcesses(nameof(CompileFarm), "compile farm");

    /// <summary>A web server of processes that map files and run scripts.</summary>
    public static WorkProfile ProcessServer { get; } = WithProcesses(nameof(ProcessServer), "web server of processes");

    /// <summary>Desktop sessions of many users.</summary>
    public static WorkProfile TerminalServer { get; } = WithProcesses(nameof(TerminalServer), "terminal server");

    /// <summary>Random reads of a large table that never moves: TLB misses and nothing else.</summary>
    public static WorkProfile StaticMapping { get; } = WorkProfile.From(ParameterSheet.Named(nameof(StaticMapping)), "static mapping");

    /// <summary>The three that change their mappings much.</summary>
    public static IReadOnlyList<WorkProfile> Changing { get; } = [CompileFarm, ProcessServer, TerminalServer];

    // The programs that the work starts come on top of its own events.
    private static WorkProfile WithProcesses(string sheet, string name)
    {
        var p = ParameterSheet.Named(sheet);
        return WorkProfile.From(p, name) + (ProcessProfiles.ForkWait + ProcessProfiles.ExecWait).Times(p.Count("processes"));
    }
}
