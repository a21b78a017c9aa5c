namespace CloudSim.Net.Experiments.Statistics;

/// <summary>
/// Exact quantiles of a list of values. The quantile of a share p is the smallest value that at least p of all values
/// do not exceed (nearest rank: the value of rank ceil(p n)), so it is always a value that occurred, and what
/// a CDF plot shows at height p. For streams too long to keep see <see cref="Histogram"/>.
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

    /// <summary>The quantile of a share from 0 to 1; NaN if there are no values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0..1.</exception>
    public double this[double share] => Count == 0 ? double.NaN : sorted[Rank(share, Count) - 1];

    /// <summary>The smallest value.</summary>
    public double Min => this[0];

    /// <summary>The median.</summary>
    public double P50 => this[0.50];

    /// <summary>90 % of the values do not exceed it.</summary>
    public double P90 => this[0.90];

    /// <summary>95 % of the values do not exceed it.</summary>
    public double P95 => this[0.95];

    /// <summary>99 % of the values do not exceed it.</summary>
    public double P99 => this[0.99];

    /// <summary>The largest value.</summary>
    public double Max => this[1];

    /// <summary>ceil(p n), at least 1; in decimal, so that 0.07 x 100 is 7 and not a hair above.</summary>
    internal static long Rank(double share, long count) => share is >= 0 and <= 1
        ? (long)Math.Max(1, Math.Ceiling((decimal)share * count))
        : throw new ArgumentOutOfRangeException(nameof(share), share, "a share is from 0 to 1");
}
