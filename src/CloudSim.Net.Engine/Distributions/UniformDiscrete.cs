namespace CloudSim.Net.Engine;

/// <summary>The uniform distribution over whole numbers.</summary>
public class UniformDiscrete : Distribution<int>
{
    /// <summary>From the lower bound up to, not including, the upper.</summary>
    /// <exception cref="ArgumentException">The lower bound is not below the upper.</exception>
    public UniformDiscrete(int lower, int upperExclusive)
    {
        Require.Below(lower, upperExclusive, nameof(lower));
        Lower = lower;
        Upper = upperExclusive;
    }

    /// <summary>The lower bound, included.</summary>
    public int Lower { get; }

    /// <summary>The upper bound, not included.</summary>
    public int Upper { get; }

    /// <summary>The mean.</summary>
    public double Mean => (Lower + (Upper - 1.0)) / 2;

    /// <summary>The standard deviation.</summary>
    public double StdDev => Math.Sqrt(((((double)Upper - Lower) * ((double)Upper - Lower)) - 1) / 12);

    /// <summary>The mean as a number of seconds.</summary>
    public TimeSpan MeanTime => TimeSpan.FromSeconds(Mean);

    /// <summary>The standard deviation as a number of seconds.</summary>
    public TimeSpan StdDevTime => TimeSpan.FromSeconds(StdDev);

    /// <inheritdoc/>
    public override int Sample(IRandom random) => random.Next(Lower, Upper);

    /// <summary>One draw between these bounds.</summary>
    public static double Sample(IRandom random, int lower, int upper) => random.Next(lower, upper);
}
