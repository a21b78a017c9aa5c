using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Experiments;

/// <summary>What all replications of one cell gave, in order of replication.</summary>
/// <param name="Cell">The cell of the grid.</param>
/// <param name="Outcomes">One outcome a replication.</param>
public sealed record CellResults<TCell, TOutcome>(TCell Cell, IReadOnlyList<TOutcome> Outcomes)
{
    /// <summary>The mean of a measure over the replications, with its interval.</summary>
    public Estimate Estimate(Func<TOutcome, double> measure) => Statistics.Estimate.Of(Outcomes.Select(measure));

    /// <summary>The quantiles of all values that the replications gave together.</summary>
    public Quantiles Pool(Func<TOutcome, IEnumerable<double>> values) => Quantiles.Of(Outcomes.SelectMany(values));
}
