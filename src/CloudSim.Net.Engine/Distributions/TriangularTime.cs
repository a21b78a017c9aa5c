namespace CloudSim.Net.Engine;

/// <summary>
/// The triangular distribution of durations: for when one knows no more than the least, the most and the likeliest value.
/// </summary>
public class TriangularTime : Distribution<TimeSpan>
{
    /// <summary>With its mode in the middle.</summary>
    /// <exception cref="ArgumentException">The bounds stand the wrong way round.</exception>
    public TriangularTime(TimeSpan lower, TimeSpan upper)
        : this(lower, upper, lower + ((upper - lower) / 2))
    {
    }

    /// <summary>With this mode.</summary>
    /// <exception cref="ArgumentException">The numbers do not stand in order.</exception>
    public TriangularTime(TimeSpan lower, TimeSpan upper, TimeSpan mode)
    {
        Require.Below(lower, upper, nameof(lower));
        Require.Ordered(lower, mode, nameof(mode));
        Require.Ordered(mode, upper, nameof(mode));
        Lower = lower;
        Upper = upper;
        Mode = mode;
    }

    /// <summary>The least.</summary>
    public TimeSpan Lower { get; }

    /// <summary>The most.</summary>
    public TimeSpan Upper { get; }

    /// <summary>The likeliest.</summary>
    public TimeSpan Mode { get; }

    /// <summary>The mean.</summary>
    public TimeSpan Mean => (Lower + Upper + Mode) / 3;

    /// <summary>The standard deviation.</summary>
    public TimeSpan StdDev => TimeSpan.FromSeconds(new Triangular(Lower.TotalSeconds, Upper.TotalSeconds, Mode.TotalSeconds).StdDev);

    /// <inheritdoc/>
    public override TimeSpan Sample(IRandom random) => Sample(random, Lower, Upper, Mode);

    /// <summary>One draw with the mode in the middle.</summary>
    public static TimeSpan Sample(IRandom random, TimeSpan lower, TimeSpan upper) => Between(random, lower, upper, 0.5);

    /// <summary>One draw.</summary>
    public static TimeSpan Sample(IRandom random, TimeSpan lower, TimeSpan upper, TimeSpan mode) =>
        Between(random, lower, upper, (mode - lower).TotalSeconds / (upper - lower).TotalSeconds);

    private static TimeSpan Between(IRandom random, TimeSpan lower, TimeSpan upper, double mode)
    {
        double share = Triangular.Unit(random, mode, out bool falling);
        return falling
            ? upper + TimeSpan.FromSeconds((lower - upper).TotalSeconds * share)
            : lower + TimeSpan.FromSeconds((upper - lower).TotalSeconds * share);
    }
}
