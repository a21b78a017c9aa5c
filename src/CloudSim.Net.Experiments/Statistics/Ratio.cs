using CloudSim.Net.Experiments.Text;

namespace CloudSim.Net.Experiments.Statistics;

/// <summary>
/// The mean of a as a multiple of the mean of b, over pairs of replications that drew the same random numbers, with Fieller's interval of
/// 95 % confidence (J. R. Stat. Soc. B 16, 1954): all r for which the paired t-test does not tell the mean of <c>a - r b</c> from 0. So it
/// leaves 1 out when <see cref="Difference"/> leaves 0 out, unless b itself may be 0 (then there is none), and need not be symmetric.
/// </summary>
/// <param name="Value">The ratio of the two means.</param>
/// <param name="Ci95Low">Lower end of the interval; NaN with fewer than two pairs, or if the mean of b may be 0.</param>
/// <param name="Ci95High">Upper end of the interval; NaN as the lower one.</param>
/// <param name="Pairs">How many pairs.</param>
public readonly record struct Ratio(double Value, double Ci95Low, double Ci95High, int Pairs)
{
    /// <summary>The ratio of these values, in which the same place is the same replication.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static Ratio Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (a.Count != b.Count)
            throw new ArgumentException($"{a.Count} values cannot be paired with {b.Count}");
        var n = a.Count;
        if (n == 0)
            return new(double.NaN, double.NaN, double.NaN, 0);
        var mean = b.Average();
        var ratio = a.Average() / mean;
        if (n < 2)
            return new(ratio, double.NaN, double.NaN, n);
        // With d = a - ratio b, whose mean is 0, and r = ratio + x: (x mean)^2 <= g (s_dd - 2 x s_db + x^2 s_bb).
        double sdd = 0, sdb = 0, sbb = 0;
        for (var i = 0; i < n; i++)
        {
            var (d, e) = (a[i] - ratio * b[i], b[i] - mean);
            (sdd, sdb, sbb) = (sdd + d * d, sdb + d * e, sbb + e * e);
        }
        var t = Estimate.StudentT(n - 1);
        var g = t * t / ((double)n * (n - 1));
        var square = mean * mean - g * sbb;
        if (!(square > 0))
            return new(ratio, double.NaN, double.NaN, n);
        var root = Math.Sqrt(g * g * sdb * sdb + square * g * sdd);
        return new(ratio, ratio + (-g * sdb - root) / square, ratio + (-g * sdb + root) / square, n);
    }

    /// <summary>Whether the interval leaves 1 out, so that a and b differ; null if there is no interval.</summary>
    public bool? Differs => double.IsNaN(Ci95Low) || double.IsNaN(Ci95High) ? null : Ci95Low > 1 || Ci95High < 1;

    /// <summary>As an estimate, for a figure.</summary>
    public Estimate Estimate => new(Value, Ci95Low, Ci95High, Pairs);

    /// <summary>The ratio and its interval for reading, and whether it may be 1.</summary>
    public override string ToString() =>
        Formatting.Interval(Value, Ci95Low, Ci95High) + (Differs == false && Value != 1 ? ", may be 1" : "");
}
