namespace CloudSim.Net.Engine;

/// <summary>The uniform distribution over an interval.</summary>
public class Uniform : Distribution<double>
{
    /// <summary>From the lower bound up to, not including, the upper.</summary>
    /// <exception cref="ArgumentException">The lower bound is not below the upper.</exception>
    public Uniform(double lower, double upperExclusive)
    {
        Require.Below(lower, upperExclusive, nameof(lower));
        Lower = lower;
        Upper = upperExclusive;
    }

    /// <summary>The lower bound, included.</summary>
    public double Lower { get; }

    /// <summary>The upper bound, not included.</summary>
    public double Upper { get; }

    /// <summary>The mean.</summary>
    public double Mean => Lower + ((Upper - Lower) / 2);

    /// <summary>The standard deviation.</summary>
    public double StdDev => (Upper - Lower) / Math.Sqrt(12);

    /// <inheritdoc/>
    public override double Sample(IRandom random) => Sample(random, Lower, Upper);

    /// <summary>One draw between these bounds.</summary>
    public static double Sample(IRandom random, double lower, double upper) => lower + ((upper - lower) * random.NextDouble());
}
