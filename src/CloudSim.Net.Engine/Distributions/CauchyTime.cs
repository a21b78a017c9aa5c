namespace CloudSim.Net.Engine;

/// <summary>The Cauchy distribution of durations, which has neither mean nor variance; draws may be negative.</summary>
public class CauchyTime : Distribution<TimeSpan>
{
    /// <summary>Around a location with a scale in seconds; the latter positive.</summary>
    /// <exception cref="ArgumentException">The scale is not positive.</exception>
    public CauchyTime(TimeSpan x0, double gamma)
    {
        X0 = x0;
        Gamma = Require.Positive(gamma, nameof(gamma));
    }

    /// <summary>The location: the median.</summary>
    public TimeSpan X0 { get; }

    /// <summary>The scale in seconds: half the distance between the quartiles.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public override TimeSpan Sample(IRandom random) => Sample(random, X0, Gamma);

    /// <summary>One draw.</summary>
    public static TimeSpan Sample(IRandom random, TimeSpan x0, double gamma) =>
        x0 + TimeSpan.FromSeconds(Cauchy.Sample(random, 0, gamma));
}
