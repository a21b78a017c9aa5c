#nullable enable
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CloudSim.Net.Engine;

/// <summary>
/// A stream of random numbers of its own (xoshiro256**, Blackman and Vigna 2018), the same on every machine. It is a
/// <see cref="System.Random"/>, so libraries of distributions draw from it, and an <see cref="IRandom"/>.
/// </summary>
public sealed partial class RandomStream : System.Random, IRandom
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>A stream that this seed decides.</summary>
    public RandomStream(long seed)
        : base(0)
    {
        Seed = seed;
        Restart();
    }

    /// <summary>What decides the stream.</summary>
    public long Seed { get; private set; }

    /// <summary>A stream of its own that this one's seed and the name decide, however many numbers have been drawn from this one.</summary>
    public RandomStream Split(string name) => new(StreamHash.Of(Seed, 0, name));

    /// <summary>A stream 2^128 draws further on: streams made by repeated jumps never overlap.</summary>
    public RandomStream Jump()
    {
        var ahead = (RandomStream)MemberwiseClone();
        ahead.Advance();
        return ahead;
    }

    /// <inheritdoc/>
    public void Reinitialise(int seed)
    {
        Seed = seed;
        Restart();
    }

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        ulong shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <inheritdoc/>
    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <inheritdoc/>
    public override float NextSingle() => (NextBits() >> 40) * (1.0f / (1U << 24));

    /// <inheritdoc/>
    public override int Next() => (int)Below(int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)Below((ulong)maxValue);
    }

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (int)(minValue + (long)Below((ulong)((long)maxValue - minValue)));
    }

    /// <inheritdoc/>
    public override long NextInt64() => (long)Below(long.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (long)Below((ulong)maxValue);
    }

    /// <inheritdoc/>
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (long)((ulong)minValue + Below((ulong)maxValue - (ulong)minValue));
    }

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        Span<byte> eight = stackalloc byte[8];
        for (int at = 0; at < buffer.Length; at += 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(eight, NextBits());
            eight[..Math.Min(8, buffer.Length - at)].CopyTo(buffer[at..]);
        }
    }

    /// <inheritdoc/>
    protected override double Sample() => NextDouble();

    /// <summary>An unbiased number below the bound (Lemire 2019); 0 for the bound 0.</summary>
    private ulong Below(ulong bound)
    {
        ulong high = Math.BigMul(NextBits(), bound, out ulong low);
        if (low < bound && bound != 0)
        {
            ulong threshold = (0 - bound) % bound;
            while (low < threshold)
                high = Math.BigMul(NextBits(), bound, out low);
        }
        return high;
    }

    private void Restart()
    {
        ulong state = (ulong)Seed;
        s0 = StreamHash.Next(ref state);
        s1 = StreamHash.Next(ref state);
        s2 = StreamHash.Next(ref state);
        s3 = StreamHash.Next(ref state);
    }

    private void Advance()
    {
        ReadOnlySpan<ulong> polynomial = [0x180ec6d33cfd0aba, 0xd5a61266f0c9392c, 0xa9582618e03fc9aa, 0x39abdc4529b1661c];
        ulong a = 0, b = 0, c = 0, d = 0;
        foreach (ulong word in polynomial)
        {
            for (int bit = 0; bit < 64; bit++)
            {
                if ((word & (1UL << bit)) != 0)
                {
                    a ^= s0;
                    b ^= s1;
                    c ^= s2;
                    d ^= s3;
                }
                NextBits();
            }
        }
        (s0, s1, s2, s3) = (a, b, c, d);
    }
}
