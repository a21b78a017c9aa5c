namespace CloudSim.Net.Engine;

/// <summary>The generator of the .NET base library behind <see cref="IRandom"/>.</summary>
public class SystemRandom : IRandom
{
    private System.Random random;

    /// <summary>A generator with seed 0: the engine never seeds from a clock.</summary>
    public SystemRandom()
        : this(0)
    {
    }

    /// <summary>A generator with this seed.</summary>
    public SystemRandom(int seed) => random = new System.Random(seed);

    /// <inheritdoc/>
    public int Next() => random.Next();

    /// <inheritdoc/>
    public int Next(int upperBound) => random.Next(upperBound);

    /// <inheritdoc/>
    public int Next(int lowerBound, int upperBound) => random.Next(lowerBound, upperBound);

    /// <inheritdoc/>
    public double NextDouble() => random.NextDouble();

    /// <inheritdoc/>
    public void Reinitialise(int seed) => random = new System.Random(seed);
}
