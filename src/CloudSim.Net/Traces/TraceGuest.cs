namespace CloudSim.Net.Traces;

/// <summary>What runs in a trace: a virtual machine, a container, a job, a task, an invocation.</summary>
/// <param name="Id">Its name, as the trace has it.</param>
/// <param name="Submitted">When it is asked for, in seconds of the trace's own clock.</param>
/// <param name="Duration">How long it runs, in seconds; infinite if it has not ended in the trace, NaN if that is unknown.</param>
/// <param name="Cpus">What it asks for: CPUs, or a share of a machine where the format has no others
/// (<see cref="TraceFormat.IsOfMachines"/>); NaN if that is unknown.</param>
/// <param name="Memory">MiB that it asks for, or a share of a machine; NaN if that is unknown.</param>
/// <param name="Demand">What it uses on average of the same unit as <paramref name="Cpus"/>; NaN if the trace does not say.</param>
public readonly record struct TraceGuest(string Id, double Submitted, double Duration, double Cpus, double Memory, double Demand);
