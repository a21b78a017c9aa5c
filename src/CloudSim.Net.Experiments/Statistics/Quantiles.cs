using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Statistics;

/// <summary>
/// Exact quantiles of a list of values. The quantile of a share p is the smallest value that at least p of all values
/// do not exceed (<see cref="NearestRank"/>: the value of rank ceil(p n)), so it is always a value that occurred, and what
/// a CDF plot shows at height p. Too few values have no tail: a p99 of fewer than 100 is NaN, an empty field in a CSV and "-" in a table.
/// For streams too long to keep see <see cref="Net.Statistics.Histogram"/>.
/// </summary>
public sealed class Quantiles
{
    private readonly double[] sorted;

    private Quantiles(double[] sorted) => this.sorted = sorted;

    /// <summary>The quantiles of these values.</summary>
    /// <exception cref="ArgumentException">A value is NaN.</exception>
    public static Quantiles Of(IEnumerable<double> values)
    {
        var sorted = values.ToArray();
        if (sorted.Any(double.IsNaN))
            throw new ArgumentException("NaN has no place in an order");
        Array.Sort(sorted);
        return new Quantiles(sorted);
    }

    /// <summary>How many values.</summary>
    public int Count => sorted.Length;

    /// <summary>The values in ascending order.</summary>
    public IReadOnlyList<double> Sorted => sorted;

    /// <summary>The quantile of a share from 0 to 1; NaN of too few values to tell it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0..1.</exception>
    public double this[double share] => NearestRank.IsKnown(share, Count) ? AtRank(share) : double.NaN;

    /// <summary>The smallest value.</summary>
    public double Min => this[0];

    /// <summary>The median.</summary>
    public double P50 => this[0.50];

    /// <summary>90 % of the values do not exceed it; NaN of fewer than 10.</summary>
    public double P90 => this[0.90];

    /// <summary>95 % of the values do not exceed it; NaN of fewer than 20.</summary>
    public double P95 => this[0.95];

    /// <summary>99 % of the values do not exceed it; NaN of fewer than 100.</summary>
    public double P99 => this[0.99];

    /// <summary>The largest value.</summary>
    public double Max => this[1];

    /// <summary>The value of nearest rank, however few values there are; there must be one.</summary>
    internal double AtRank(double share) => sorted[NearestRank.Of(share, Count) - 1];
}
