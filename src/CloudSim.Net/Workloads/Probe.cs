namespace CloudSim.Net.Workloads;

/// <summary>What a number of guests under load did.</summary>
/// <param name="Passed">Whether at most 1 % of the responses were over the goal.</param>
/// <param name="P99Ms">99th percentile of the response times in ms (of those before an early stop); NaN of fewer than 100, of which
/// none may be over the goal.</param>
/// <param name="Responses">Responses counted.</param>
/// <param name="CpuShare">Share of the host's CPU time used.</param>
public readonly record struct Probe(bool Passed, double P99Ms, long Responses, double CpuShare);
