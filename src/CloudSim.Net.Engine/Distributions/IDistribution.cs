namespace CloudSim.Net.Engine;

/// <summary>A distribution to draw from.</summary>
/// <typeparam name="T">What is drawn: a number, a duration, an item.</typeparam>
public interface IDistribution<T>
{
    /// <summary>One draw.</summary>
    T Sample(IRandom random);

    /// <summary>Some draws, made as they are asked for.</summary>
    /// <param name="random">The source of random numbers.</param>
    /// <param name="n">How many.</param>
    IEnumerable<T> Sample(IRandom random, int n);
}
