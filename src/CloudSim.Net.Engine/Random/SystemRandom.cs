namespace CloudSim.Net.Engine;

/// <summary>
/// The generator of the .NET base library behind <see cref="IRandom"/>, for models that have drawn from it in Sim#: draws are Sim#'s for
/// the same seed.
/// </summary>
/// <remarks>
/// Do not give replications or sources of randomness neighbouring seeds of it: the first draws of seeds 0, 1, 2, ... are a straight line in
/// the seed, so such runs are not independent. Take <see cref="RandomStreams"/>, or <see cref="PcgRandom"/>. Nothing here draws from it.
/// </remarks>
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
