namespace CloudSim.Net.Engine;

/// <summary>The uniform distribution of durations over an interval.</summary>
public class UniformTime : Distribution<TimeSpan>
{
    /// <summary>From the lower bound up to, not including, the upper.</summary>
    /// <exception cref="ArgumentException">The lower bound is not below the upper.</exception>
    public UniformTime(TimeSpan lower, TimeSpan upperExclusive)
    {
        Require.Below(lower, upperExclusive, nameof(lower));
        Lower = lower;
        Upper = upperExclusive;
    }

    /// <summary>The lower bound, included.</summary>
    public TimeSpan Lower { get; }

    /// <summary>The upper bound, not included.</summary>
    public TimeSpan Upper { get; }

    /// <summary>The mean.</summary>
    public TimeSpan MeanTime => Lower + ((Upper - Lower) / 2);

    /// <summary>The standard deviation.</summary>
    public TimeSpan StdDevTime => (Upper - Lower) / Math.Sqrt(12);

    /// <inheritdoc/>
    public override TimeSpan Sample(IRandom random) => Sample(random, Lower, Upper);

    /// <summary>One draw between these bounds.</summary>
    public static TimeSpan Sample(IRandom random, TimeSpan lower, TimeSpan upper) => 
        lower + TimeSpan.FromSeconds((upper - lower).TotalSeconds * random.NextDouble());
}
