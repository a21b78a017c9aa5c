namespace CloudSim.Net.Workloads;

/// <summary>The result of a density search.</summary>
/// <param name="Guests">Largest number of guests that fit and meet the goal.</param>
/// <param name="BoundBy">What stops the next one: <c>memory</c>, a kernel object, or <see cref="DensityProbe.BoundByResponse"/>.</param>
/// <param name="MemoryPerGuestMib">Host memory a guest, shared pages divided among them, in MiB.</param>
/// <param name="P99Ms">99th percentile of the response times at that number, in ms; of a single guest if not even that meets the
/// goal; NaN of fewer than 100 responses.</param>
/// <param name="CpuShare">Share of the host's CPU time used at that number.</param>
public sealed record DensityOutcome(int Guests, string BoundBy, double MemoryPerGuestMib, double P99Ms, double CpuShare);
