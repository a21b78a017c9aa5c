using CloudSim.Net.Statistics;

namespace CloudSim.Net.Traces;

/// <summary>
/// Count, least, mean, quantiles and largest of a column of numbers in bounded memory. Quantiles are exact, by linear interpolation between
/// the two values beside them, up to <see cref="Most"/> values; beyond that by <see cref="Histogram"/>, within
/// <see cref="Statistics.Histogram.RelativeError"/>.
/// </summary>
public sealed class Tally
{
    /// <summary>As many values are kept.</summary>
    public const int Most = 1 << 22;

    private readonly int most;
    private double[] values = new double[16];
    private int kept;
    private bool isSorted;
    private Histogram? above, below;
    private double sum, rest;

    /// <summary>Takes values.</summary>
    public Tally() : this(Most)
    {
    }

    /// <summary>One that keeps fewer values.</summary>
    internal Tally(int most) => this.most = most;

    /// <summary>How many values.</summary>
    public long Count { get; private set; }

    /// <summary>The least; NaN of none.</summary>
    public double Min { get; private set; } = double.NaN;

    /// <summary>The largest; NaN of none.</summary>
    public double Max { get; private set; } = double.NaN;

    /// <summary>Their sum.</summary>
    public double Sum => sum + rest;

    /// <summary>Their mean; NaN of none.</summary>
    public double Mean => Count > 0 ? Sum / Count : double.NaN;

    /// <summary>Whether quantiles are exact.</summary>
    public bool IsExact => above is null;

    /// <summary>Takes a value; NaN is none, and is left out.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        Count++;
        (Min, Max) = (double.IsNaN(Min) ? value : Math.Min(Min, value), double.IsNaN(Max) ? value : Math.Max(Max, value));
        // Neumaier's sum: what is lost of the smaller one is kept.
        var total = sum + value;
        rest += Math.Abs(sum) >= Math.Abs(value) ? sum - total + value : value - total + sum;
        sum = total;
        if (above is not null)
            Put(value);
        else if (kept == most)
            Overflow(value);
        else
        {
            if (kept == values.Length)
                Array.Resize(ref values, 2 * kept);
            (values[kept++], isSorted) = (value, false);
        }
    }

    /// <summary>The quantile of a share from 0 to 1; NaN of no values.</summary>
    public double Quantile(double share)
    {
        if (!(share >= 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "a share is 0 to 1");
        if (Count == 0)
            return double.NaN;
        if (above is not null)
            return Bucketed(share);
        if (!isSorted)
            Array.Sort(values, 0, kept);
        isSorted = true;
        var position = share * (kept - 1);
        var low = (int)position;
        var high = Math.Min(low + 1, kept - 1);
        return values[low] + ((position - low) * (values[high] - values[low]));
    }

    private void Overflow(double value)
    {
        (above, below) = (new(), new());
        for (var i = 0; i < kept; i++)
            Put(values[i]);
        Put(value);
        values = [];
    }

    private void Put(double value) => (value < 0 ? below : above)!.Add(Math.Abs(value));

    // The bucket of the nearest rank; among negative values the largest sizes come first.
    private double Bucketed(double share)
    {
        var (rank, seen) = ((long)Math.Round(share * (Count - 1)), 0L);
        var buckets = below!.Buckets.Reverse().Select(bucket => (-Middle(bucket), bucket.Count))
            .Concat(above!.Buckets.Select(bucket => (Middle(bucket), bucket.Count)));
        foreach (var (value, count) in buckets)
            if ((seen += count) > rank)
                return Math.Clamp(value, Min, Max);
        return Max;
    }

    private static double Middle(HistogramBucket bucket) => bucket.From == 0 ? 0 : bucket.From + ((bucket.To - bucket.From) / 2);
}
