using System.Numerics;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling;

/// <summary>
/// How often durations of which length occurred, in bounded memory (at most 8 KiB): each power of two of nanoseconds is cut into 16 bins of
/// equal width, so that a quantile is within 1/32 of the exact one; below 16 ns it is exact.
/// </summary>
public sealed class DurationHistogram
{
    private const int BitsOfBin = 4, BinsOfPower = 1 << BitsOfBin;

    private long[] counts = [];
    private Int128 total;

    /// <summary>How many durations.</summary>
    public long Count { get; private set; }

    /// <summary>The shortest, in nanoseconds; 0 if there is none.</summary>
    public long MinNs { get; private set; }

    /// <summary>The longest, in nanoseconds; 0 if there is none.</summary>
    public long MaxNs { get; private set; }

    /// <summary>The exact mean, in nanoseconds; NaN if there is none.</summary>
    public double MeanNs => Count == 0 ? double.NaN : (double)total / Count;

    /// <summary>The bins that are not empty, from the shortest: from <c>LowNs</c> to below <c>HighNs</c>.</summary>
    public IEnumerable<(long LowNs, long HighNs, long Count)> Bins =>
        counts.Select((count, bin) => (Low(bin), Low(bin + 1), count)).Where(bin => bin.count > 0);

    /// <summary>
    /// The quantile of a share from 0 to 1 in nanoseconds: the middle of the bin of the value of nearest rank; NaN of too few durations to
    /// tell it (<see cref="NearestRank"/>).
    /// </summary>
    public double Quantile(double share)
    {
        if (!NearestRank.IsKnown(share, Count))
            return double.NaN;
        var rank = NearestRank.Of(share, Count);
        long seen = 0;
        foreach (var (low, high, count) in Bins)
            if ((seen += count) >= rank)
                return Math.Clamp((low + high - 1) / 2.0, MinNs, MaxNs);
        return double.NaN;
    }

    /// <summary>Takes one duration.</summary>
    public void Add(long nanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nanoseconds);
        (MinNs, MaxNs) = Count == 0 ? (nanoseconds, nanoseconds) : (Math.Min(MinNs, nanoseconds), Math.Max(MaxNs, nanoseconds));
        Count++;
        total += nanoseconds;
        var bin = Bin(nanoseconds);
        if (bin >= counts.Length)
            Array.Resize(ref counts, bin + 1);
        counts[bin]++;
    }

    /// <summary>Takes every duration that another one took.</summary>
    public void Merge(DurationHistogram other)
    {
        if (other.Count == 0)
            return;
        (MinNs, MaxNs) = Count == 0 ? (other.MinNs, other.MaxNs) : (Math.Min(MinNs, other.MinNs), Math.Max(MaxNs, other.MaxNs));
        Count += other.Count;
        total += other.total;
        if (other.counts.Length > counts.Length)
            Array.Resize(ref counts, other.counts.Length);
        for (var bin = 0; bin < other.counts.Length; bin++)
            counts[bin] += other.counts[bin];
    }

    // The leading bit and the four behind it.
    private static int Bin(long ns)
    {
        if (ns < BinsOfPower)
            return (int)ns;
        var shift = BitOperations.Log2((ulong)ns) - BitsOfBin;
        return (shift << BitsOfBin) + (int)(ns >> shift);
    }

    private static long Low(int bin)
    {
        var shift = Math.Max(0, (bin >> BitsOfBin) - 1);
        var low = (Int128)(bin - (shift << BitsOfBin)) << shift;
        return low > long.MaxValue ? long.MaxValue : (long)low;
    }
}
