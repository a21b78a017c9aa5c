namespace CloudSim.Net.Units;

/// <summary>
/// The one rule of quantiles here: the quantile of a share p of n values is the value of rank ceil(p n) in ascending order (nearest rank;
/// Hyndman and Fan 1996, definition 1), so always a value that occurred. Shares are taken as the decimals that they are written as: 0.07 of
/// 100 is 7, and not a hair above.
/// </summary>
/// <remarks>
/// A comparison with a source that states a rule of its own uses the source's, and says so at that place.
/// </remarks>
public static class NearestRank
{
    /// <summary>The rank from 1 to <paramref name="count"/> of a share; 1 for the share 0.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="count">How many values; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0..1, or there are no values.</exception>
    public static long Of(double share, long count) =>
        count <= 0 ? throw new ArgumentOutOfRangeException(nameof(count), count, "a rank needs values")
            : (long)Math.Max(1, Math.Ceiling(Whole(Exact(share) * count)));

    /// <summary>
    /// Whether so many values tell the quantile of a share: the smaller tail must come to at least one value, else a value that stands for
    /// less would be given as it. A 99th percentile needs 100 values (the largest lies beyond it), a 95th 20, a 1st 100 (it is the
    /// smallest);
    /// smallest, largest and median need one.
    /// </summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="count">How many values.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0..1.</exception>
    public static bool IsKnown(double share, long count)
    {
        var tail = Math.Min(Exact(share), 1 - Exact(share));
        return tail is 0m or 0.5m ? count > 0 : Whole(tail * count) >= 1;
    }

    // A share that was computed (2.0 / 3) is no exact decimal: a product a hair beside a whole number is that number.
    private static decimal Whole(decimal product) =>
        Math.Abs(product - Math.Round(product)) <= 1e-9m ? Math.Round(product) : product;

    private static decimal Exact(double share) => share is >= 0 and <= 1 ? (decimal)share
        : throw new ArgumentOutOfRangeException(nameof(share), share, "a share is from 0 to 1");
}
