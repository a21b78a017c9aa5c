namespace CloudSim.Net.Engine;

/// <summary>The log-normal distribution of durations.</summary>
public class LogNormalTime : Distribution<TimeSpan>, IStatefulDistribution<TimeSpan>
{
    private readonly NormalTime logarithm;

    /// <summary>With this mean and standard deviation of the durations themselves.</summary>
    /// <exception cref="ArgumentException">A duration is out of range.</exception>
    public LogNormalTime(TimeSpan mean, TimeSpan stdev)
    {
        var normal = LogNormal.Underlying(mean.TotalSeconds, stdev.TotalSeconds);
        logarithm = new NormalTime(TimeSpan.FromSeconds(normal.Mean), TimeSpan.FromSeconds(normal.StdDev));
        Mean = mean;
        StdDev = stdev;
    }

    /// <summary>With this distribution of the logarithm of the seconds.</summary>
    public LogNormalTime(NormalTime normal)
    {
        logarithm = normal;
        var seconds = new LogNormal(new Normal(normal.Mean.TotalSeconds, normal.StdDev.TotalSeconds));
        Mean = TimeSpan.FromSeconds(seconds.Mean);
        StdDev = TimeSpan.FromSeconds(seconds.StdDev);
    }

    /// <summary>The mean of the logarithm of the seconds, as a number of seconds.</summary>
    public TimeSpan Mu => logarithm.Mean;

    /// <summary>The standard deviation of the logarithm of the seconds, as a number of seconds.</summary>
    public TimeSpan Sigma => logarithm.StdDev;

    /// <summary>The mean.</summary>
    public TimeSpan Mean { get; }

    /// <summary>The standard deviation.</summary>
    public TimeSpan StdDev { get; }

    /// <inheritdoc/>
    public void Reset() => logarithm.Reset();

    /// <inheritdoc/>
    public override TimeSpan Sample(IRandom random) => TimeSpan.FromSeconds(Math.Exp(logarithm.Sample(random).TotalSeconds));

    /// <summary>One draw of the distribution with this mean and standard deviation of the durations themselves.</summary>
    public static TimeSpan Sample(IRandom random, TimeSpan mean, TimeSpan stdev) =>
        TimeSpan.FromSeconds(LogNormal.Sample(random, mean.TotalSeconds, stdev.TotalSeconds));
}
