using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>The events of a machine's own work at a start, counted for a piece of each kind.</summary>
public static class StartWork
{
    private static readonly WorkProfile Code = new() { Name = "code", Kernel = 1_000_000.Cycles };

    /// <summary>A program's own start and work, 1 ms of it (<see cref="WorkKind.Program"/>).</summary>
    public static WorkProfile Program(Parameters parameters) => Read(parameters, "ProgramWork", "program");

    /// <summary>One fork, exec and exit of a small program (<see cref="WorkKind.Processes"/>).</summary>
    public static WorkProfile Processes(Parameters parameters) => Read(parameters, "ProcessesWork", "fork, exec and exit");

    /// <summary>1 ms of paths that make namespaces, cgroups, mounts and interfaces (<see cref="WorkKind.Calls"/>).</summary>
    public static WorkProfile Calls(Parameters parameters) => Read(parameters, "CallsWork", "kernel paths");

    /// <summary>The work of a kind.</summary>
    public static WorkProfile Of(Parameters parameters, WorkKind kind) => kind switch
    {
        WorkKind.Program => Program(parameters),
        WorkKind.Processes => Processes(parameters),
        WorkKind.Calls => Calls(parameters),
        _ => Code,
    };

    private static WorkProfile Read(Parameters parameters, string sheet, string name) =>
        parameters.Make(sheet, p => WorkProfile.From(p[sheet], name));
}
