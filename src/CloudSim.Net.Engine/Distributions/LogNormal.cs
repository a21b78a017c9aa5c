namespace CloudSim.Net.Engine;

/// <summary>The log-normal distribution: of what has a normally distributed logarithm.</summary>
public class LogNormal : Distribution<double>, IStatefulDistribution<double>
{
    private readonly Normal logarithm;

    /// <summary>With this mean and standard deviation of the values themselves; positive, and not negative.</summary>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public LogNormal(double mean, double stdev)
        : this(Underlying(mean, stdev))
    {
    }

    /// <summary>With this distribution of the logarithm.</summary>
    public LogNormal(Normal normal) => logarithm = normal;

    /// <summary>The mean of the logarithm.</summary>
    public double Mu => logarithm.Mean;

    /// <summary>The standard deviation of the logarithm.</summary>
    public double Sigma => logarithm.StdDev;

    /// <summary>The mean.</summary>
    public double Mean => Math.Exp(Mu + (Sigma * Sigma / 2));

    /// <summary>The standard deviation.</summary>
    public double StdDev => Mean * Math.Sqrt(Math.Exp(Sigma * Sigma) - 1);

    /// <inheritdoc/>
    public void Reset() => logarithm.Reset();

    /// <inheritdoc/>
    public override double Sample(IRandom random) => Math.Exp(logarithm.Sample(random));

    /// <summary>One draw of the distribution with this mean and standard deviation of the values themselves.</summary>
    public static double Sample(IRandom random, double mean, double stdev)
    {
        var normal = Underlying(mean, stdev);
        return Math.Exp(Normal.Sample(random, normal.Mean, normal.StdDev));
    }

    private static Normal Underlying(double mean, double stdev)
    {
        double ratio = Require.NotNegative(stdev, nameof(stdev)) / Require.Positive(mean, nameof(mean));
        double variance = Math.Log(1 + (ratio * ratio));
        return new Normal(Math.Log(mean) - (variance / 2), Math.Sqrt(variance));
    }
}
