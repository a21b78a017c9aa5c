namespace CloudSim.Net.Engine;

/// <summary>
/// The normal distribution. Draws come in pairs (Marsaglia's polar method), of which the second is kept for the next draw.
/// </summary>
public class Normal : Distribution<double>, IStatefulDistribution<double>
{
    private double kept;
    private bool hasKept;

    /// <summary>With this mean and standard deviation; the latter not negative.</summary>
    /// <exception cref="ArgumentException">The standard deviation is negative.</exception>
    public Normal(double mu, double sigma)
    {
        Mean = mu;
        StdDev = Require.NotNegative(sigma, nameof(sigma));
    }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double StdDev { get; }

    /// <inheritdoc/>
    public void Reset() => hasKept = false;

    /// <inheritdoc/>
    public override double Sample(IRandom random)
    {
        if (StdDev == 0)
            return Mean;
        if (hasKept)
        {
            hasKept = false;
            return Mean + (StdDev * kept);
        }
        hasKept = true;
        return Pair(random, Mean, StdDev, out kept);
    }

    /// <summary>One draw; its twin is thrown away.</summary>
    public static double Sample(IRandom random, double mu, double sigma) => Pair(random, mu, sigma, out _);

    /// <summary>A draw, and its twin for mean 0 and standard deviation 1.</summary>
    private static double Pair(IRandom random, double mu, double sigma, out double second)
    {
        while (true)
        {
            double x = (2 * random.NextDouble()) - 1;
            double y = (2 * random.NextDouble()) - 1;
            double square = (x * x) + (y * y);
            if (square is > 1 or 0)
                continue;
            double factor = Math.Sqrt(-2 * Math.Log(square) / square);
            second = y * factor;
            return mu + (sigma * x * factor); // from the left, as Sim# multiplies: the same digits
        }
    }
}
