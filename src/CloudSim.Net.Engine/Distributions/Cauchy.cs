namespace CloudSim.Net.Engine;

/// <summary>The Cauchy distribution, which has neither mean nor variance.</summary>
public class Cauchy : Distribution<double>
{
    /// <summary>Around a location with a scale; the latter positive.</summary>
    /// <exception cref="ArgumentException">The scale is not positive.</exception>
    public Cauchy(double x0, double gamma)
    {
        X0 = x0;
        Gamma = Require.Positive(gamma, nameof(gamma));
    }

    /// <summary>The location: the median.</summary>
    public double X0 { get; }

    /// <summary>The scale: half the distance between the quartiles.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public override double Sample(IRandom random) => Sample(random, X0, Gamma);

    /// <summary>One draw.</summary>
    public static double Sample(IRandom random, double x0, double gamma) => x0 + (gamma * Math.Tan(Math.PI * (random.NextDouble() - 0.5)));
}
