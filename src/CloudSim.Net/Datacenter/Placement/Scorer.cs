using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Placement;

/// <summary>A score, and what it counts beside others.</summary>
/// <param name="Score">How well a node suits.</param>
/// <param name="Weight">What it is multiplied by, after <paramref name="Normalize"/>; finite, 0 or more.</param>
/// <param name="Normalize">Brings the scores of all candidates of one request to a common scale, in place; null leaves them.</param>
public sealed record Scorer(Score Score, double Weight = 1, Action<Span<double>>? Normalize = null)
{
    /// <summary>How well a node suits.</summary>
    public Score Score { get; init => field = Check.NotNull(value); } = Check.NotNull(Score);

    /// <summary>What it is multiplied by.</summary>
    public double Weight { get; init => field = Check.Amount(value); } = Check.Amount(Weight);
}
