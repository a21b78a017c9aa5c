using CloudSim.Net.Units;

namespace CloudSim.Net.Statistics;

/// <summary>
/// Quantiles of a stream of non-negative values in bounded memory, mergeable and independent of the order of values. Each power of two is
/// cut into 128 buckets of equal width and a bucket is reported by its middle, so a quantile is within <see cref="RelativeError"/> of the
/// exact one (nearest rank: <see cref="NearestRank"/>). Values below 2^-64 count as zero, those above 2^63 as 2^63. It takes 1 KiB for each
/// power of two between the smallest value and the largest, at most 128 KiB.
/// </summary>
public sealed class Histogram
{
    /// <summary>The largest relative error of a quantile: 1/256, or 0.4 %.</summary>
    public const double RelativeError = 1.0 / 256;

    private const int BucketsOfPower = 128, Shift = 52 - 7; // the seven leading bits of the mantissa
    private const double Smallest = 1.0 / 65536 / 65536 / 65536 / 65536;
    private const double Largest = 65536.0 * 65536 * 65536 * 32768;

    private readonly Moments moments = new();
    private long zeros;
    private long[] counts = [];
    private int first; // bucket of counts[0]

    /// <summary>Count, mean, variance and extremes of the same values, without bucket error.</summary>
    public Moments Moments => moments;

    /// <summary>How many values.</summary>
    public long Count => moments.Count;

    /// <summary>
    /// The buckets that have values, in ascending order: each is at most 1/128 of its lower end wide. What counts as zero is the bucket
    /// from 0 to 2^-64.
    /// </summary>
    public IEnumerable<HistogramBucket> Buckets
    {
        get
        {
            if (zeros > 0)
                yield return new(0, Smallest, zeros);
            for (var i = 0; i < counts.Length; i++)
                if (counts[i] > 0)
                    yield return new(Low(first + i), Low(first + i + 1), counts[i]);
        }
    }

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
                    return Math.Clamp(Middle(first + i), moments.Min, moments.Max);
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
            Room(Bucket(Math.Min(value, Largest)))++;
    }

    /// <summary>Takes every value that another stream took.</summary>
    public void Merge(Histogram other)
    {
        moments.Merge(other.moments);
        zeros += other.zeros;
        for (var i = 0; i < other.counts.Length; i++)
            if (other.counts[i] > 0)
                Room(other.first + i) += other.counts[i];
    }

    // Room for whole powers of two.
    private ref long Room(int bucket)
    {
        if (counts.Length == 0)
            (first, counts) = (bucket / BucketsOfPower * BucketsOfPower, new long[BucketsOfPower]);
        var low = Math.Min(first, bucket / BucketsOfPower * BucketsOfPower);
        var high = Math.Max(first + counts.Length, (bucket / BucketsOfPower + 1) * BucketsOfPower);
        if (high - low > counts.Length)
        {
            var wider = new long[high - low];
            counts.CopyTo(wider, first - low);
            (first, counts) = (low, wider);
        }
        return ref counts[bucket - first];
    }

    private static int Bucket(double value) => (int)(BitConverter.DoubleToInt64Bits(value) >> Shift);

    private static double Low(int bucket) => BitConverter.Int64BitsToDouble((long)bucket << Shift);

    private static double Middle(int bucket) => Low(bucket) + (Low(bucket + 1) - Low(bucket)) / 2;
}
