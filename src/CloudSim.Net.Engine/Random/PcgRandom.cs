namespace CloudSim.Net.Engine;

/// <summary>
/// O'Neill's PCG generator with 64 bits of state and 32 bits of output (XSH-RR; "PCG: A Family of Simple Fast Space-Efficient
/// Statistically Good Algorithms for Random Number Generation", 2014) on its default stream. Draws are Sim#'s for the same seed.
/// </summary>
public class PcgRandom : IRandom
{
    private const ulong Multiplier = 6364136223846793005;
    private const ulong Increment = 1442695040888963407;
    private ulong state;

    /// <summary>A generator with seed 0: the engine never seeds from a clock.</summary>
    public PcgRandom()
        : this(0)
    {
    }

    /// <summary>A generator with this seed.</summary>
    public PcgRandom(int seed) => Reinitialise(seed);

    /// <inheritdoc/>
    public void Reinitialise(int seed)
    {
        state = Increment + (ulong)(long)seed;
        NextBits();
    }

    /// <summary>A number from 0 to <see cref="int.MaxValue"/>, both included: the upper 31 bits of a draw.</summary>
    public int Next() => (int)(NextBits() >> 1);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The bound is not positive.</exception>
    public int Next(int upperBound) => Next(0, upperBound);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The upper bound is not above the lower.</exception>
    public int Next(int lowerBound, int upperBound)
    {
        if (upperBound <= lowerBound)
            throw new ArgumentException($"The upper bound ({upperBound}) must be above the lower ({lowerBound}).", nameof(upperBound));
        uint range = (uint)upperBound - (uint)lowerBound;
        return (int)((uint)lowerBound + Below(range));
    }

    /// <summary>A number from 0 up to, not including, 1, in steps of 2^-32.</summary>
    public double NextDouble() => NextBits() * (1.0 / (1UL << 32));

    /// <summary>An unbiased number below the range: the remainder, after rejecting what is left over of 2^32.</summary>
    private uint Below(uint range)
    {
        uint leftOver = (0u - range) % range;
        uint bits = NextBits();
        while (bits < leftOver)
            bits = NextBits();
        return bits % range;
    }

    private uint NextBits()
    {
        ulong old = state;
        state = (old * Multiplier) + Increment;
        uint shifted = (uint)(((old >> 18) ^ old) >> 27);
        return uint.RotateRight(shifted, (int)(old >> 59));
    }
}
