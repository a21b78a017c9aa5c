namespace CloudSim.Net.Engine;

/// <summary>The triangular distribution: for when one knows no more than the least, the most and the likeliest value.</summary>
public class Triangular : Distribution<double>
{
    /// <summary>With its mode in the middle.</summary>
    /// <exception cref="ArgumentException">The bounds stand the wrong way round.</exception>
    public Triangular(double lower, double upper)
        : this(lower, upper, lower + ((upper - lower) / 2))
    {
    }

    /// <summary>With this mode.</summary>
    /// <exception cref="ArgumentException">The numbers do not stand in order.</exception>
    public Triangular(double lower, double upper, double mode)
    {
        Require.Below(lower, upper, nameof(lower));
        Require.Ordered(lower, mode, nameof(mode));
        Require.Ordered(mode, upper, nameof(mode));
        Lower = lower;
        Upper = upper;
        Mode = mode;
    }

    /// <summary>The least.</summary>
    public double Lower { get; }

    /// <summary>The most.</summary>
    public double Upper { get; }

    /// <summary>The likeliest.</summary>
    public double Mode { get; }

    /// <summary>The mean.</summary>
    public double Mean => (Lower + Upper + Mode) / 3;

    /// <summary>The standard deviation.</summary>
    public double StdDev => Math.Sqrt(
        ((Lower * Lower) + (Upper * Upper) + (Mode * Mode) - (Lower * Upper) - (Lower * Mode) - (Upper * Mode)) / 18);

    /// <inheritdoc/>
    public override double Sample(IRandom random) => Sample(random, Lower, Upper, Mode);

    /// <summary>One draw with the mode in the middle.</summary>
    public static double Sample(IRandom random, double lower, double upper) => Between(random, lower, upper, 0.5);

    /// <summary>One draw.</summary>
    public static double Sample(IRandom random, double lower, double upper, double mode) =>
        Between(random, lower, upper, (mode - lower) / (upper - lower));

    private static double Between(IRandom random, double lower, double upper, double mode)
    {
        double share = Unit(random, mode, out bool falling);
        return falling ? upper + ((lower - upper) * share) : lower + ((upper - lower) * share);
    }

    /// <summary>One draw as a share of the width, counted from the nearer end of its side (inverse of the distribution function).</summary>
    internal static double Unit(IRandom random, double mode, out bool falling)
    {
        double u = random.NextDouble();
        falling = u > mode;
        return falling ? Math.Sqrt((1 - u) * (1 - mode)) : Math.Sqrt(u * mode);
    }
}
