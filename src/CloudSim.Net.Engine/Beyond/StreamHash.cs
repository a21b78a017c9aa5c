#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>From names to seeds: the same on every machine and in every version.</summary>
internal static class StreamHash
{
    // What is hashed for a scope, so that it has nothing in common with the stream of its name (the fraction of the square root of 2).
    private const ulong ScopeMark = 0x6a09e667f3bcc908;

    /// <summary>The key of the root of this seed and replication.</summary>
    public static ulong Root(long seed, int replication)
    {
        ulong state = (ulong)seed;
        return Next(ref state) ^ (uint)replication;
    }

    /// <summary>The seed of a stream in the scope of this key: FNV-1a over its name, mixed by SplitMix64.</summary>
    public static long Stream(ulong key, string name)
    {
        ulong state = key;
        state = Next(ref state) ^ Of(name);
        return (long)Next(ref state);
    }

    /// <summary>The key of a scope in the scope of this key.</summary>
    public static ulong Scope(ulong key, string name) => (ulong)Stream(key ^ ScopeMark, name);

    /// <summary>A seed that seed, replication and name decide.</summary>
    public static long Of(long seed, int replication, string name) => Stream(Root(seed, replication), name);

    /// <summary>The next number of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    public static ulong Next(ref ulong state)
    {
        state += 0x9e3779b97f4a7c15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }

    /// <summary>FNV-1a over the name's bytes (Fowler, Noll and Vo 1991).</summary>
    private static ulong Of(string name)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (char letter in name)
        {
            hash = (hash ^ (byte)letter) * 0x100000001b3;
            hash = (hash ^ (byte)(letter >> 8)) * 0x100000001b3;
        }
        return hash;
    }
}
