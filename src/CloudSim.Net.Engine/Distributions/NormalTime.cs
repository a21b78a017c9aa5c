namespace CloudSim.Net.Engine;

/// <summary>The normal distribution of durations; draws may be negative: see <see cref="BoundedTime"/>.</summary>
public class NormalTime : Distribution<TimeSpan>, IStatefulDistribution<TimeSpan>
{
    private readonly Normal seconds;

    /// <summary>With this mean and standard deviation; the latter not negative.</summary>
    /// <exception cref="ArgumentException">The standard deviation is negative.</exception>
    public NormalTime(TimeSpan mu, TimeSpan sigma)
    {
        Mean = mu;
        StdDev = Require.NotNegative(sigma, nameof(sigma));
        seconds = new Normal(mu.TotalSeconds, sigma.TotalSeconds);
    }

    /// <summary>The mean.</summary>
    public TimeSpan Mean { get; }

    /// <summary>The standard deviation.</summary>
    public TimeSpan StdDev { get; }

    /// <inheritdoc/>
    public void Reset() => seconds.Reset();

    /// <inheritdoc/>
    public override TimeSpan Sample(IRandom random) => StdDev == TimeSpan.Zero ? Mean : TimeSpan.FromSeconds(seconds.Sample(random));

    /// <summary>One draw; its twin is thrown away.</summary>
    public static TimeSpan Sample(IRandom random, TimeSpan mu, TimeSpan sigma) =>
        TimeSpan.FromSeconds(Normal.Sample(random, mu.TotalSeconds, sigma.TotalSeconds));
}
