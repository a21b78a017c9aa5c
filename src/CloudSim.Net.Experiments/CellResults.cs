using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Experiments;

/// <summary>What all replications of one cell gave, in order of replication.</summary>
/// <param name="Cell">The cell of the grid.</param>
/// <param name="Outcomes">One outcome a replication.</param>
/// <param name="Runs">The number of each of these replications.</param>
public sealed record CellResults<TCell, TOutcome>(TCell Cell, IReadOnlyList<TOutcome> Outcomes, IReadOnlyList<int> Runs)
{
    /// <summary>The mean of a measure over the replications, with its interval.</summary>
    public Estimate Estimate(Func<TOutcome, double> measure) => Statistics.Estimate.Of(Outcomes.Select(measure));

    /// <summary>The quantiles of all values that the replications gave together.</summary>
    public Quantiles Pool(Func<TOutcome, IEnumerable<double>> values) => Quantiles.Of(Outcomes.SelectMany(values));

    /// <summary>A quantile of all values that the replications gave together, with its interval and their number.</summary>
    /// <param name="share">From 0 to 1; 0.99 for the p99.</param>
    /// <param name="values">The values of one replication.</param>
    public Quantile Quantile(double share, Func<TOutcome, IEnumerable<double>> values) =>
        Statistics.Quantile.OfReplications(Outcomes.Select(values), share);

    /// <summary>How much larger a measure is here than in another cell, replication by replication.</summary>
    /// <exception cref="ArgumentException">The cells do not have the same replications.</exception>
    public Difference Difference(CellResults<TCell, TOutcome> other, Func<TOutcome, double> measure) =>
        Statistics.Difference.Of(Values(measure), Paired(other).Values(measure));

    /// <summary>How many times a measure of another cell it is here, replication by replication.</summary>
    /// <exception cref="ArgumentException">The cells do not have the same replications.</exception>
    public Ratio Ratio(CellResults<TCell, TOutcome> other, Func<TOutcome, double> measure) =>
        Statistics.Ratio.Of(Values(measure), Paired(other).Values(measure));

    private List<double> Values(Func<TOutcome, double> measure) => [.. Outcomes.Select(measure)];

    private CellResults<TCell, TOutcome> Paired(CellResults<TCell, TOutcome> other) => Runs.SequenceEqual(other.Runs) ? other
        : throw new ArgumentException(
            $"{Cell?.ToString()} has the runs {string.Join(' ', Runs)} and {other.Cell?.ToString()} has {string.Join(' ', other.Runs)}: " +
            "they cannot be paired");
}
