#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>From names to seeds: the same on every machine and in every version.</summary>
internal static class StreamHash
{
    /// <summary>A seed that seed, replication and name decide: FNV-1a over the name, mixed by SplitMix64.</summary>
    public static long Of(long seed, int replication, string name)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (char letter in name)
        {
            hash = (hash ^ (byte)letter) * 0x100000001b3;
            hash = (hash ^ (byte)(letter >> 8)) * 0x100000001b3;
        }
        ulong state = (ulong)seed;
        state = Next(ref state) ^ (uint)replication;
        state = Next(ref state) ^ hash;
        return (long)Next(ref state);
    }

    /// <summary>The next number of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    public static ulong Next(ref ulong state)
    {
        state += 0x9e3779b97f4a7c15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
