namespace CloudSim.Net.Workloads;

/// <summary>What a storm of launches gave.</summary>
/// <param name="Launches">Each launch that ended while it was measured, in the order of their ends.</param>
/// <param name="Elapsed">How long it was measured: to the end of the last of these.</param>
/// <param name="CpuShare">Share of the host's CPU time used meanwhile.</param>
/// <param name="InFlight">Scripts in flight, the mean over that time.</param>
/// <param name="BoundBy">What did not fit: then there are no launches; null if all did.</param>
public sealed record StormOutcome(IReadOnlyList<Launch> Launches, TimeSpan Elapsed, double CpuShare, double InFlight, string? BoundBy)
{
    /// <summary>Launches that ended in a second.</summary>
    public double PerSecond => Launches.Count / Elapsed.TotalSeconds;
}
