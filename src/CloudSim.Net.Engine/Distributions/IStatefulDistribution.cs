namespace CloudSim.Net.Engine;

/// <summary>A distribution that keeps something from one draw to the next.</summary>
/// <typeparam name="T">What is drawn.</typeparam>
public interface IStatefulDistribution<T> : IDistribution<T>
{
    /// <summary>Forgets what was kept.</summary>
    void Reset();
}
