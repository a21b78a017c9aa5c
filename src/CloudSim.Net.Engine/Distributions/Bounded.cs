namespace CloudSim.Net.Engine;

/// <summary>Another distribution without what lies outside bounds: such draws are made again.</summary>
/// <typeparam name="T">What is drawn.</typeparam>
public abstract class Bounded<T> : Distribution<T>, IRejectionSampledDistribution<T>, IStatefulDistribution<T>
{
    /// <summary>What is drawn from.</summary>
    protected readonly IDistribution<T> distribution;

    /// <summary>The lower bound.</summary>
    protected readonly T lower;

    /// <summary>The upper bound.</summary>
    protected readonly T upper;

    /// <summary>How often a draw is made before giving up.</summary>
    protected readonly int ntries;

    /// <summary>Whether the lower bound itself lies outside.</summary>
    protected readonly bool excludeLower;

    /// <summary>Whether the upper bound itself lies outside.</summary>
    protected readonly bool excludeUpper;

    /// <summary>Bounds a distribution.</summary>
    /// <param name="distribution">What is drawn from.</param>
    /// <param name="lower">The lower bound.</param>
    /// <param name="upper">The upper bound.</param>
    /// <param name="ntries">How often a draw is made before giving up; positive.</param>
    /// <param name="excludeLower">Whether the lower bound itself lies outside.</param>
    /// <param name="excludeUpper">Whether the upper bound itself lies outside.</param>
    /// <exception cref="ArgumentException">The number of tries is not positive.</exception>
    public Bounded(
        IDistribution<T> distribution, T lower, T upper, int ntries = 100, bool excludeLower = false, bool excludeUpper = false)
    {
        Require.Positive(ntries, nameof(ntries));
        this.distribution = distribution;
        this.lower = lower;
        this.upper = upper;
        this.ntries = ntries;
        this.excludeLower = excludeLower;
        this.excludeUpper = excludeUpper;
    }

    /// <summary>The lower bound.</summary>
    public T Lower => lower;

    /// <summary>The upper bound.</summary>
    public T Upper => upper;

    /// <summary>Whether a draw lies outside the bounds.</summary>
    protected abstract bool OutsideBounds(T sample);

    /// <inheritdoc/>
    public void Reset() => (distribution as IStatefulDistribution<T>)?.Reset();

    /// <summary>One draw inside the bounds.</summary>
    /// <exception cref="InvalidOperationException">None of the tries was.</exception>
    public override T Sample(IRandom random) => TrySample(random, out var sample)
        ? sample
        : throw new InvalidOperationException($"No draw in {ntries} tries was between {lower} and {upper}.");

    /// <inheritdoc/>
    public bool TrySample(IRandom random, out T sample)
    {
        for (int i = 0; i < ntries; i++)
        {
            sample = distribution.Sample(random);
            if (!OutsideBounds(sample))
                return true;
        }
        sample = default;
        return false;
    }

    private protected bool Outside<TValue>(TValue sample, TValue low, TValue high)
        where TValue : IComparable<TValue>
    {
        int below = sample.CompareTo(low);
        int above = sample.CompareTo(high);
        return below < 0 || above > 0 || (below == 0 && excludeLower) || (above == 0 && excludeUpper);
    }
}
