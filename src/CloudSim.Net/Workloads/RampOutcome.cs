namespace CloudSim.Net.Workloads;

/// <summary>The end of a <see cref="DensityRamp"/>.</summary>
/// <param name="Guests">Guests that the host carries.</param>
/// <param name="BoundBy">What stops the next one: <c>memory</c>, a kernel object, or <see cref="DensityProbe.BoundByResponse"/>.</param>
/// <param name="MemoryPerGuestMib">Host memory a guest, shared pages divided among them, in MiB.</param>
/// <param name="P99Ms">99th percentile of the response times in the last window that kept the goal, in ms; NaN if that had fewer
/// than 100.</param>
/// <param name="CpuShare">Share of the host's CPU time used in that window.</param>
/// <param name="SavedMib">Memory freed by merging equal pages, in MiB.</param>
public sealed record RampOutcome(int Guests, string BoundBy, double MemoryPerGuestMib, double P99Ms, double CpuShare, double SavedMib);
