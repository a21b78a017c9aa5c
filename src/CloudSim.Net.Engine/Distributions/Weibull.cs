namespace CloudSim.Net.Engine;

/// <summary>The Weibull distribution of lifetimes.</summary>
public class Weibull : Distribution<double>
{
    /// <summary>With this shape and scale; both positive.</summary>
    /// <param name="alpha">The shape: 1 is exponential, above 1 things wear out.</param>
    /// <param name="beta">The scale.</param>
    /// <exception cref="ArgumentException">A number is not positive.</exception>
    public Weibull(double alpha, double beta)
    {
        Alpha = Require.Positive(alpha, nameof(alpha));
        Beta = Require.Positive(beta, nameof(beta));
    }

    /// <summary>The shape.</summary>
    public double Alpha { get; }

    /// <summary>The scale.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public override double Sample(IRandom random) => Sample(random, Alpha, Beta);

    /// <summary>One draw.</summary>
    public static double Sample(IRandom random, double alpha, double beta) =>
        beta * Math.Pow(-Math.Log(1 - random.NextDouble()), 1 / alpha);
}
