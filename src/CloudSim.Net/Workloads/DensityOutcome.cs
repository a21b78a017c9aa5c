namespace CloudSim.Net.Workloads;

/// <summary>The result of a density search.</summary>
/// <param name="Guests">Largest number of guests that fit and meet the goal.</param>
/// <param name="BoundBy">What stops the next one: <c>memory</c>, a kernel object, or <see cref="DensityProbe.BoundByResponse"/>.</param>
/// <param name="Fits">Guests that have booted and hold their memory before the next one is refused, whatever their load.</param>
/// <param name="At">What the guests did at that number; of a single guest if not even that meets the goal; all NaN if none
/// fits.</param>
public sealed record DensityOutcome(int Guests, string BoundBy, int Fits, Probe At)
{
    /// <summary>Host memory a guest, shared pages divided among them, in MiB.</summary>
    public double MemoryPerGuestMib => At.MemoryPerGuestMib;

    /// <summary>99th percentile of the response times, in ms.</summary>
    public double P99Ms => At.P99Ms;

    /// <summary>Share of the host's CPU time used.</summary>
    public double CpuShare => At.CpuShare;
}
