using System.Numerics;
using System.Runtime.InteropServices;

namespace CloudSim.Net.Traces;

/// <summary>
/// How many different names a column has, in bounded memory: exact up to <see cref="Most"/>, beyond that by counting leading zeros of
/// hashes (HyperLogLog, Flajolet et al., AofA 2007, with 65,536 registers: a standard error of 0.4 %).
/// </summary>
public sealed class DistinctNames
{
    /// <summary>As many names are told apart.</summary>
    public const int Most = 1 << 21;

    private const int Bits = 16;

    private readonly int most;
    private readonly byte[] registers = new byte[1 << Bits];
    private Dictionary<UInt128, int>? seen = [];

    /// <summary>Takes names.</summary>
    public DistinctNames() : this(Most)
    {
    }

    /// <summary>One that tells fewer names apart.</summary>
    internal DistinctNames(int most) => this.most = most;

    /// <summary>Whether names are still told apart.</summary>
    public bool IsExact => seen is not null;

    /// <summary>How many different names; rounded where not exact.</summary>
    public long Count => seen?.Count ?? Estimated();

    /// <summary>Takes a name.</summary>
    /// <returns>Whether it is new; true for all once they are not told apart any longer.</returns>
    public bool Add(ReadOnlySpan<char> name) => FirstLine(name, 0) is null;

    /// <summary>Takes a name that stands in a line.</summary>
    /// <returns>The line in which it stood first; null if it is new, and for all once they are not told apart any longer.</returns>
    public int? FirstLine(ReadOnlySpan<char> name, int line)
    {
        var hash = Hash(name);
        var high = (ulong)(hash >> 64);
        ref var register = ref registers[high >> (64 - Bits)];
        register = (byte)Math.Max(register, BitOperations.LeadingZeroCount((high << Bits) | 1) + 1);
        if (seen is null || seen.TryAdd(hash, line))
        {
            if (seen?.Count > most)
                seen = null;
            return null;
        }

        return seen[hash];
    }

    /// <summary>Takes a name of two parts.</summary>
    public bool Add(string first, string second) => Add($"{first}\0{second}");

    /// <summary>Whether a name was taken; false once they are not told apart any longer.</summary>
    public bool Contains(ReadOnlySpan<char> name) =>
        seen?.ContainsKey(Hash(name)) ?? false;

    internal static UInt128 Hash(ReadOnlySpan<char> name) => System.IO.Hashing.XxHash128.HashToUInt128(MemoryMarshal.AsBytes(name));

    private long Estimated()
    {
        var size = (double)registers.Length;
        var estimate = 0.7213 / (1 + (1.079 / size)) * size * size / registers.Sum(register => Math.Pow(2, -register));
        // Of few names the registers that none has come to tell more.
        return (long)Math.Round(estimate <= 2.5 * size && registers.Count(register => register == 0) is > 0 and var free
            ? size * Math.Log(size / free) : estimate);
    }
}
