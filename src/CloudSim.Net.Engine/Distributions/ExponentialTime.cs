namespace CloudSim.Net.Engine;

/// <summary>The exponential distribution of durations.</summary>
public class ExponentialTime : Distribution<TimeSpan>
{
    /// <summary>With this mean; positive.</summary>
    /// <exception cref="ArgumentException">The mean is not positive.</exception>
    public ExponentialTime(TimeSpan mean) => Mean = Require.Positive(mean, nameof(mean));

    /// <summary>The mean.</summary>
    public TimeSpan Mean { get; }

    /// <summary>The standard deviation: equal to the mean.</summary>
    public TimeSpan StdDev => Mean;

    /// <inheritdoc/>
    public override TimeSpan Sample(IRandom random) => Sample(random, Mean);

    /// <summary>One draw of the distribution with this mean.</summary>
    public static TimeSpan Sample(IRandom random, TimeSpan mean) => TimeSpan.FromSeconds(Exponential.Sample(random, mean.TotalSeconds));
}
