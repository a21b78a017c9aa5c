namespace CloudSim.Net.Engine;

/// <summary>The log-normal distribution of durations.</summary>
public class LogNormalTime : Distribution<TimeSpan>, IStatefulDistribution<TimeSpan>
{
    private readonly LogNormal seconds;

    /// <summary>With this mean and standard deviation of the durations themselves.</summary>
    /// <exception cref="ArgumentException">A duration is out of range.</exception>
    public LogNormalTime(TimeSpan mean, TimeSpan stdev) => seconds = new LogNormal(mean.TotalSeconds, stdev.TotalSeconds);

    /// <summary>With this distribution of the logarithm of the seconds.</summary>
    public LogNormalTime(NormalTime normal) => seconds = new LogNormal(new Normal(normal.Mean.TotalSeconds, normal.StdDev.TotalSeconds));

    /// <summary>The mean of the logarithm of the seconds, as a number of seconds.</summary>
    public TimeSpan Mu => TimeSpan.FromSeconds(seconds.Mu);

    /// <summary>The standard deviation of the logarithm of the seconds, as a number of seconds.</summary>
    public TimeSpan Sigma => TimeSpan.FromSeconds(seconds.Sigma);

    /// <summary>The mean.</summary>
    public TimeSpan Mean => TimeSpan.FromSeconds(seconds.Mean);

    /// <summary>The standard deviation.</summary>
    public TimeSpan StdDev => TimeSpan.FromSeconds(seconds.StdDev);

    /// <inheritdoc/>
    public void Reset() => seconds.Reset();

    /// <inheritdoc/>
    public override TimeSpan Sample(IRandom random) => TimeSpan.FromSeconds(seconds.Sample(random));

    /// <summary>One draw of the distribution with this mean and standard deviation of the durations themselves.</summary>
    public static TimeSpan Sample(IRandom random, TimeSpan mean, TimeSpan stdev) =>
        TimeSpan.FromSeconds(LogNormal.Sample(random, mean.TotalSeconds, stdev.TotalSeconds));
}
