namespace CloudSim.Net.Engine;

/// <summary>A distribution of numbers without what lies outside bounds.</summary>
public class BoundedContinuous : Bounded<double>
{
    /// <summary>Bounds a distribution.</summary>
    /// <param name="distribution">What is drawn from.</param>
    /// <param name="lower">The lower bound; none unless given.</param>
    /// <param name="upper">The upper bound; none unless given.</param>
    /// <param name="ntries">How often a draw is made before giving up; positive.</param>
    /// <param name="excludeLower">Whether the lower bound itself lies outside.</param>
    /// <param name="excludeUpper">Whether the upper bound itself lies outside.</param>
    public BoundedContinuous(
        IDistribution<double> distribution,
        double lower = double.NegativeInfinity,
        double upper = double.PositiveInfinity,
        int ntries = 100,
        bool excludeLower = false,
        bool excludeUpper = false)
        : base(distribution, lower, upper, ntries, excludeLower, excludeUpper)
    {
    }

    /// <inheritdoc/>
    protected override bool OutsideBounds(double s) => Outside(s, lower, upper);
}
