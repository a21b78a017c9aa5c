namespace CloudSim.Net.Engine;

/// <summary>A distribution of durations without what lies outside bounds.</summary>
public class BoundedTime : Bounded<TimeSpan>
{
    /// <summary>Bounds a distribution.</summary>
    /// <param name="distribution">What is drawn from.</param>
    /// <param name="lower">The lower bound; none unless given.</param>
    /// <param name="upper">The upper bound; none unless given.</param>
    /// <param name="ntries">How often a draw is made before giving up; positive.</param>
    /// <param name="excludeLower">Whether the lower bound itself lies outside.</param>
    /// <param name="excludeUpper">Whether the upper bound itself lies outside.</param>
    public BoundedTime(
        IDistribution<TimeSpan> distribution,
        TimeSpan? lower = null,
        TimeSpan? upper = null,
        int ntries = 100,
        bool excludeLower = false,
        bool excludeUpper = false)
        : base(distribution, lower ?? TimeSpan.MinValue, upper ?? TimeSpan.MaxValue, ntries, excludeLower, excludeUpper)
    {
    }

    /// <inheritdoc/>
    protected override bool OutsideBounds(TimeSpan s) => Outside(s, lower, upper);
}
