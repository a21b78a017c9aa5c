namespace CloudSim.Net.Kernel;

/// <summary>
/// What a machine's own work at a start consists of: by it a virtual machine prices what was measured on the bare one. Work of one kind has
/// the same mix of events (system calls, page faults, changes of page tables, switches, interrupts) for each cycle.
/// </summary>
public enum WorkKind
{
    /// <summary>A program's own start and work: a runtime, a daemon, a VMM, a tool.</summary>
    Program,

    /// <summary>fork, exec and exit: address spaces made, filled and given up.</summary>
    Processes,

    /// <summary>Paths of system calls that make namespaces, cgroups, mounts and interfaces.</summary>
    Calls,

    /// <summary>Plain code without events: copying memory.</summary>
    Code,
}
