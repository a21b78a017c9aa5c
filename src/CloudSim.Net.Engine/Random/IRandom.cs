namespace CloudSim.Net.Engine;

/// <summary>A source of random numbers.</summary>
public interface IRandom
{
    /// <summary>A number from 0 to <see cref="int.MaxValue"/> - 1.</summary>
    int Next();

    /// <summary>A number from 0 to <paramref name="upperBound"/> - 1.</summary>
    int Next(int upperBound);

    /// <summary>A number from <paramref name="lowerBound"/> to <paramref name="upperBound"/> - 1.</summary>
    int Next(int lowerBound, int upperBound);

    /// <summary>A number from 0 up to, not including, 1.</summary>
    double NextDouble();

    /// <summary>Starts again from this seed.</summary>
    void Reinitialise(int seed);
}
