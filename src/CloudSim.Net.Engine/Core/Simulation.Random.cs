namespace CloudSim.Net.Engine;

/// <summary>Drawing from distributions.</summary>
public partial class Simulation
{
    /// <summary>One draw, from the simulation's own random numbers.</summary>
    public T Rand<T>(IDistribution<T> distribution) => distribution.Sample(Random);

    /// <summary>Some draws, from the simulation's own random numbers, made as they are asked for.</summary>
    public IEnumerable<T> Rand<T>(IDistribution<T> distribution, int count) => distribution.Sample(Random, count);

    /// <summary>One draw, if an acceptable one comes in time, from the simulation's own random numbers.</summary>
    public bool TryRand<T>(IRejectionSampledDistribution<T> distribution, out T sample) => distribution.TrySample(Random, out sample);

    /// <summary>An event that happens after a random delay.</summary>
    public Timeout Timeout(IDistribution<TimeSpan> duration) => Timeout(duration.Sample(Random));

    /// <summary>An event that happens after a random delay, drawn from these random numbers.</summary>
    public Timeout Timeout(IRandom random, IDistribution<TimeSpan> duration) => Timeout(duration.Sample(random));

    /// <summary>An event that happens after a random delay in default steps.</summary>
    public Timeout TimeoutD(IDistribution<double> duration) => TimeoutD(duration.Sample(Random));

    /// <summary>An event that happens after a random delay in default steps, drawn from these random numbers.</summary>
    public Timeout TimeoutD(IRandom random, IDistribution<double> duration) => TimeoutD(duration.Sample(random));
}
