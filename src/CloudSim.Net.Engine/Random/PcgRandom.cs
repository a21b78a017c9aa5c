namespace CloudSim.Net.Engine;

/// <summary>O'Neill's PCG generator with 64 bits of state and 32 bits of output (XSH-RR): small, fast, the same on every machine.</summary>
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
        state = 0;
        NextBits();
        state += (ulong)(long)seed;
        NextBits();
    }

    /// <inheritdoc/>
    public int Next()
    {
        while (true)
        {
            int number = (int)(NextBits() >> 1);
            if (number != int.MaxValue)
                return number;
        }
    }

    /// <inheritdoc/>
    public int Next(int upperBound)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(upperBound);
        return (int)Below((uint)upperBound);
    }

    /// <inheritdoc/>
    public int Next(int lowerBound, int upperBound)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lowerBound, upperBound);
        return (int)(lowerBound + Below((uint)((long)upperBound - lowerBound)));
    }

    /// <inheritdoc/>
    public double NextDouble() => ((((ulong)NextBits() << 32) | NextBits()) >> 11) * (1.0 / (1UL << 53));

    /// <summary>An unbiased number below the bound, by multiplication with rejection.</summary>
    private long Below(uint bound)
    {
        if (bound == 0)
            return 0;
        ulong product = (ulong)NextBits() * bound;
        if ((uint)product < bound)
        {
            uint threshold = (uint)-(int)bound % bound;
            while ((uint)product < threshold)
                product = (ulong)NextBits() * bound;
        }
        return (long)(product >> 32);
    }

    private uint NextBits()
    {
        ulong old = state;
        state = (old * Multiplier) + Increment;
        uint shifted = (uint)(((old >> 18) ^ old) >> 27);
        return uint.RotateRight(shifted, (int)(old >> 59));
    }
}
