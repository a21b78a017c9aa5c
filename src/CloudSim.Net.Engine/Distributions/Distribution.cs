namespace CloudSim.Net.Engine;

/// <summary>A base for distributions.</summary>
/// <typeparam name="T">What is drawn.</typeparam>
public abstract class Distribution<T> : IDistribution<T>
{
    /// <inheritdoc/>
    public abstract T Sample(IRandom random);

    /// <inheritdoc/>
    public virtual IEnumerable<T> Sample(IRandom random, int n)
    {
        if (n < 0)
            throw new ArgumentException($"The number of draws must not be negative ({n}).", nameof(n));
        for (int i = 0; i < n; i++)
            yield return Sample(random);
    }
}
