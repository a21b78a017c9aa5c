namespace CloudSim.Net.Engine;

/// <summary>A distribution that draws again until a draw is acceptable, and may give up.</summary>
/// <typeparam name="T">What is drawn.</typeparam>
public interface IRejectionSampledDistribution<T> : IDistribution<T>
{
    /// <summary>One draw, if an acceptable one comes in time.</summary>
    /// <param name="random">The source of random numbers.</param>
    /// <param name="sample">The draw.</param>
    /// <returns>Whether there is one.</returns>
    bool TrySample(IRandom random, out T sample);
}
