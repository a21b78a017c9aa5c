using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Statistics;

/// <summary>
/// Quantiles of a stream of non-negative values in bounded memory (at most 128 KiB), mergeable and independent of the
/// order of values. Each power of two is cut into 128 buckets of equal width and a bucket is reported by its middle,
/// so a quantile is within <see cref="RelativeError"/> of the exact one (nearest rank, as in <see cref="Quantiles"/>).
/// Values below 2^-64 count as zero, those above 2^63 as 2^63.
/// </summary>
public sealed class Histogram
{
    /// <summary>The largest relative error of a quantile: 1/256, or 0.4 %.</summary>
    public const double RelativeError = 1.0 / 256;

    private const int Shift = 52 - 7; // the seven leading bits of the mantissa
    private const double Smallest = 1.0 / 65536 / 65536 / 65536 / 65536;
    private const double Largest = 65536.0 * 65536 * 65536 * 32768;
    private static readonly int First = Bucket(Smallest);

    private readonly Moments moments = new();
    private long zeros;
    private long[] counts = [];

    /// <summary>Count, mean, variance and extremes of the same values, without bucket error.</summary>
    public Moments Moments => moments;

    /// <summary>How many values.</summary>
    public long Count => moments.Count;

    /// <summary>The quantile of a share from 0 to 1; NaN of too few values to tell it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0..1.</exception>
    public double this[double share]
    {
        get
        {
            if (!NearestRank.IsKnown(share, Count))
                return double.NaN;
            var rank = NearestRank.Of(share, Count);
            var seen = zeros;
            for (var i = 0; seen < rank; i++)
                if ((seen += counts[i]) >= rank)
                    return Math.Clamp(Middle(i), moments.Min, moments.Max);
            return 0;
        }
    }

    /// <summary>Takes one value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or NaN.</exception>
    public void Add(double value)
    {
        if (!(value >= 0))
            throw new ArgumentOutOfRangeException(nameof(value), value, "a histogram takes values from 0 up");
        moments.Add(value);
        if (value < Smallest)
            zeros++;
        else
            Room(Bucket(Math.Min(value, Largest)) - First)++;
    }

    /// <summary>Takes every value that another stream took.</summary>
    public void Merge(Histogram other)
    {
        moments.Merge(other.moments);
        zeros += other.zeros;
        for (var i = 0; i < other.counts.Length; i++)
            if (other.counts[i] > 0)
                Room(i) += other.counts[i];
    }

    private ref long Room(int index)
    {
        if (index >= counts.Length)
            Array.Resize(ref counts, Math.Max(index + 1, Math.Min(counts.Length * 2, Bucket(Largest) - First + 1)));
        return ref counts[index];
    }

    private static int Bucket(double value) => (int)(BitConverter.DoubleToInt64Bits(value) >> Shift);

    private static double Middle(int index)
    {
        var low = BitConverter.Int64BitsToDouble((long)(First + index) << Shift);
        var high = BitConverter.Int64BitsToDouble((long)(First + index + 1) << Shift);
        return low + (high - low) / 2;
    }
}
