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
        Mean = mean;
        StdDev = stdev;
    }

    /// <summary>With this distribution of the logarithm.</summary>
    public LogNormal(Normal normal)
    {
        logarithm = normal;
        Mean = Math.Exp(Mu + (Sigma * Sigma / 2));
        StdDev = Mean * Math.Sqrt(Math.Exp(Sigma * Sigma) - 1);
    }

    /// <summary>The mean of the logarithm.</summary>
    public double Mu => logarithm.Mean;

    /// <summary>The standard deviation of the logarithm.</summary>
    public double Sigma => logarithm.StdDev;

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double StdDev { get; }

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

    internal static Normal Underlying(double mean, double stdev)
    {
        Require.NotNegative(stdev, nameof(stdev));
        Require.Positive(mean, nameof(mean));
        double sigma = Math.Sqrt(Math.Log((stdev * stdev / (mean * mean)) + 1));
        return new Normal(Math.Log(mean) - (0.5 * sigma * sigma), sigma);
    }
}
