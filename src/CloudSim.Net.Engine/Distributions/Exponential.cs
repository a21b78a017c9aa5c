namespace CloudSim.Net.Engine;

/// <summary>The exponential distribution: the time to the next of events that happen independently at a constant rate.</summary>
public class Exponential : Distribution<double>
{
    /// <summary>With this mean; positive.</summary>
    /// <exception cref="ArgumentException">The mean is not positive.</exception>
    public Exponential(double mean) => Mean = Require.Positive(mean, nameof(mean));

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation: equal to the mean.</summary>
    public double StdDev => Mean;

    /// <inheritdoc/>
    public override double Sample(IRandom random) => Sample(random, Mean);

    /// <summary>One draw of the distribution with this mean.</summary>
    public static double Sample(IRandom random, double mean) => -Math.Log(1 - random.NextDouble()) * mean;
}
