namespace CloudSim.Net.Workloads.Scale;

/// <summary>What came out of a fixed workload.</summary>
/// <param name="Finished">Tasks that ended.</param>
/// <param name="SumFinishS">Sum of their finish times, in seconds from the start.</param>
/// <param name="LastFinishS">The last of them.</param>
/// <param name="Events">Events of the simulation.</param>
public readonly record struct FixedOutcome(int Finished, double SumFinishS, double LastFinishS, long Events);
