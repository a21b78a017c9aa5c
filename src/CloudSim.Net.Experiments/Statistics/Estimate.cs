using CloudSim.Net.Statistics;
using CloudSim.Net.Experiments.Text;

namespace CloudSim.Net.Experiments.Statistics;

/// <summary>A mean over independent replications with its two-sided Student-t interval of 95 % confidence.</summary>
/// <param name="Mean">The mean of the values; NaN if there are none.</param>
/// <param name="Ci95Low">Lower end of the interval; NaN with fewer than two values.</param>
/// <param name="Ci95High">Upper end of the interval; NaN with fewer than two values.</param>
/// <param name="Count">How many values.</param>
public readonly record struct Estimate(double Mean, double Ci95Low, double Ci95High, int Count)
{
    /// <summary>The estimate from these values, one a replication, which must be independent of each other.</summary>
    public static Estimate Of(IEnumerable<double> values)
    {
        var moments = new Moments();
        foreach (var value in values)
            moments.Add(value);
        return Of(moments);
    }

    /// <summary>The estimate from the moments of independent values.</summary>
    public static Estimate Of(Moments moments)
    {
        var count = checked((int)moments.Count);
        var half = count < 2 ? double.NaN : StudentT(count - 1) * Math.Sqrt(moments.Variance / count);
        return new Estimate(moments.Mean, moments.Mean - half, moments.Mean + half, count);
    }

    /// <summary>A value known without error: the interval has no width.</summary>
    public static Estimate Exact(double value) => new(value, value, value, 1);

    /// <summary>A plain number is known without error.</summary>
    public static implicit operator Estimate(double value) => Exact(value);

    /// <summary>Half the width of the interval; NaN with fewer than two values.</summary>
    public double HalfWidth => (Ci95High - Ci95Low) / 2;

    /// <summary>The estimate in another unit: mean and interval times a factor.</summary>
    public static Estimate operator *(Estimate estimate, double factor) => new(
        estimate.Mean * factor,
        (factor < 0 ? estimate.Ci95High : estimate.Ci95Low) * factor,
        (factor < 0 ? estimate.Ci95Low : estimate.Ci95High) * factor,
        estimate.Count);

    /// <summary>
    /// Mean and half width for reading, for instance <c>161.3 ± 0.8</c>: the half width with two significant digits, the mean with as many
    /// decimals.
    /// </summary>
    public override string ToString()
    {
        if (!(HalfWidth > Math.Abs(Mean) * 1e-6))
            return Formatting.Short(Mean);
        var decimals = 2 - Formatting.Digits(HalfWidth);
        return $"{Formatting.Fixed(Mean, decimals)} ± {Formatting.Fixed(HalfWidth, decimals)}";
    }

    /// <summary>The factor of a two-sided 95 % interval with so many degrees of freedom.</summary>
    internal static double StudentT(int freedom) => MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, freedom, 0.975);
}
