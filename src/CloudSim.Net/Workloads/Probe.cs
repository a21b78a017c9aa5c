namespace CloudSim.Net.Workloads;

/// <summary>What a number of guests under load did.</summary>
/// <param name="BoundBy">Why so many are too many: <see cref="DensityProbe.BoundByResponse"/>, or memory if one of them was ended for want
/// of it; null if they meet the goal.</param>
/// <param name="IsDecided">Whether the 95 % interval of the share of late responses lies on one side of 1 %; else the share itself has
/// decided when the longest observation was over.</param>
/// <param name="P99Ms">99th percentile of the response times in ms; NaN of fewer than 100, of which none may be over the goal.</param>
/// <param name="P99LowMs">Lower end of its 95 % interval; NaN where it has none.</param>
/// <param name="P99HighMs">Upper end of its 95 % interval; NaN where the responses do not reach it.</param>
/// <param name="Responses">Responses counted.</param>
/// <param name="CpuShare">Share of the host's CPU time used.</param>
/// <param name="MemoryPerGuestMib">Host memory used, what the host keeps for itself left out, divided among the guests, in MiB.</param>
/// <param name="SavedMib">Memory freed by merging equal pages, in MiB.</param>
public readonly record struct Probe(string? BoundBy, bool IsDecided, double P99Ms, double P99LowMs, double P99HighMs, long Responses,
    double CpuShare, double MemoryPerGuestMib, double SavedMib)
{
    /// <summary>Whether at most 1 % of the responses were over the goal.</summary>
    public bool Passed => BoundBy is null;
}
