namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// The mean correlation of all pairs of series without a look at pairs: with each series made to mean 0 and variance 1, the products of all
/// pairs at one time are the square of their sum less the sum of their squares, halved. Pairs count by the times that they share.
/// </summary>
internal sealed class PairSums(int times)
{
    private readonly double[] sums = new double[times], squares = new double[times];
    private readonly int[] counts = new int[times];

    /// <summary>Series that were added: those that are constant, or shorter than three, are not.</summary>
    public int Series { get; private set; }

    /// <summary>Adds the values of one series from a time on.</summary>
    public void Add(int first, ReadOnlySpan<double> values)
    {
        var (mean, variance) = (0.0, 0.0);
        foreach (var value in values)
            mean += value / values.Length;
        foreach (var value in values)
            variance += (value - mean) * (value - mean) / values.Length;
        if (values.Length < 3 || !(variance > 1e-12))
            return;
        Series++;
        for (var i = 0; i < values.Length; i++)
        {
            var z = (values[i] - mean) / Math.Sqrt(variance);
            sums[first + i] += z;
            squares[first + i] += z * z;
            counts[first + i]++;
        }
    }

    /// <summary>The mean correlation; NaN if no two series share a time.</summary>
    public double Mean()
    {
        var (products, pairs) = (0.0, 0.0);
        for (var t = 0; t < times; t++)
        {
            products += (sums[t] * sums[t]) - squares[t];
            pairs += (double)counts[t] * (counts[t] - 1);
        }

        return pairs > 0 ? products / pairs : double.NaN;
    }
}
