namespace CloudSim.Net.Workloads;

/// <summary>What a storm of launches gave.</summary>
/// <param name="Launches">Each launch, in the order of their ends.</param>
/// <param name="Elapsed">From the first launch to the end of the last script.</param>
/// <param name="CpuShare">Share of the host's CPU time used meanwhile.</param>
public sealed record StormOutcome(IReadOnlyList<Launch> Launches, TimeSpan Elapsed, double CpuShare)
{
    /// <summary>Launches a second over the whole storm.</summary>
    public double PerSecond => Launches.Count / Elapsed.TotalSeconds;
}
