namespace CloudSim.Net.Engine;

/// <summary>The normal distribution. Draws come in pairs (Marsaglia's polar method), of which the second is kept for the next draw.</summary>
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
        if (hasKept)
        {
            hasKept = false;
            return Mean + (StdDev * kept);
        }
        double first = Pair(random, out kept);
        hasKept = true;
        return Mean + (StdDev * first);
    }

    /// <summary>One draw; its twin is thrown away.</summary>
    public static double Sample(IRandom random, double mu, double sigma) => mu + (sigma * Pair(random, out _));

    private static double Pair(IRandom random, out double second)
    {
        while (true)
        {
            double x = (2 * random.NextDouble()) - 1;
            double y = (2 * random.NextDouble()) - 1;
            double square = (x * x) + (y * y);
            if (square is >= 1 or 0)
                continue;
            double factor = Math.Sqrt(-2 * Math.Log(square) / square);
            second = y * factor;
            return x * factor;
        }
    }
}
