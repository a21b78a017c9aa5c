using CloudSim.Net.Experiments.Text;
using CloudSim.Net.Units;
using MathNet.Numerics.Distributions;

namespace CloudSim.Net.Experiments.Statistics;

/// <summary>A quantile, such as a p99, with its interval of 95 % confidence and the number of samples that it was taken from.</summary>
/// <param name="Value">The sample of nearest rank (<see cref="Quantiles"/>); NaN of too few samples to tell it.</param>
/// <param name="Ci95Low">Lower end of the interval; NaN if the samples do not give one.</param>
/// <param name="Ci95High">Upper end of the interval; NaN if the samples do not give one: a p99 needs 368.</param>
/// <param name="Samples">How many samples.</param>
public readonly record struct Quantile(double Value, double Ci95Low, double Ci95High, int Samples)
{
    private const double Tail = 0.025;

    /// <summary>
    /// From samples that are independent of each other: the interval lies between two of the ordered samples, whatever their distribution
    /// (David and Nagaraja, Order Statistics, 3rd edition, section 7.1). So many of n samples do not exceed the quantile of a share p as a
    /// binomial number of n and p says.
    /// </summary>
    /// <param name="samples">All samples.</param>
    /// <param name="share">Which quantile, from 0 to 1.</param>
    public static Quantile OfIndependent(Quantiles samples, double share)
    {
        var (value, n) = (samples[share], samples.Count);
        if (n == 0 || double.IsNaN(value) || share is 0 or 1)
            return new(value, double.NaN, double.NaN, n);
        // The last rank that the quantile is hardly ever below, the first that it is hardly ever above.
        var low = Ranks(n, rank => Binomial.CDF(share, n, rank - 1) > Tail) - 1;
        var high = Ranks(n, rank => Binomial.CDF(share, n, rank - 1) >= 1 - Tail);
        return new(value, low < 1 ? double.NaN : samples.Sorted[low - 1], high > n ? double.NaN : samples.Sorted[high - 1], n);
    }

    /// <summary>
    /// From replications, in each of which samples may depend on each other. The value is the quantile of all samples together. If each
    /// replication tells its own quantile (100 samples for a p99), the interval is that of sectioning: Student-t, by how far those of the
    /// replications lie from the value (Asmussen and Glynn, Stochastic Simulation, section III.5a). Centred on the mean of theirs it would
    /// keep the bias of a quantile of few samples. Else it is that of <see cref="OfIndependent"/>.
    /// </summary>
    /// <param name="replications">The samples of each.</param>
    /// <param name="share">Which quantile, from 0 to 1.</param>
    public static Quantile OfReplications(IEnumerable<IEnumerable<double>> replications, double share)
    {
        var each = replications.Select(Quantiles.Of).ToList();
        var all = Quantiles.Of(each.SelectMany(q => q.Sorted));
        if (each.Count < 2)
            return OfIndependent(all, share);
        // Samples of one run are alike: an interval as of independent ones would be too narrow.
        if (!each.All(q => NearestRank.IsKnown(share, q.Count)))
            return new(all[share], double.NaN, double.NaN, all.Count);
        var value = all[share];
        var squares = each.Sum(q => (q[share] - value) * (q[share] - value));
        var half = Estimate.StudentT(each.Count - 1) * Math.Sqrt(squares / (each.Count - 1) / each.Count);
        return new(value, value - half, value + half, all.Count);
    }

    /// <summary>As an estimate, for a figure.</summary>
    public Estimate Estimate => new(Value, Ci95Low, Ci95High, Samples);

    /// <summary>The value, its interval and the number of samples for reading.</summary>
    public override string ToString() => double.IsNaN(Value)
        ? $"- (n {Formatting.Short(Samples)})" : $"{Formatting.Interval(Value, Ci95Low, Ci95High)} (n {Formatting.Short(Samples)})";

    // The first rank from 1 up of which it holds; one more than there are if it holds of none. It holds of all that follow.
    private static int Ranks(int count, Func<int, bool> holds)
    {
        var (low, high) = (1, count + 1);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }
        return low;
    }
}
