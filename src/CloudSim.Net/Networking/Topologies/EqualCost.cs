namespace CloudSim.Net.Networking.Topologies;

/// <summary>The choice among ways of equal cost: a hash of the flow, as switches take (RFC 2992).</summary>
public static class EqualCost
{
    /// <summary>One of so many ways, from 0; the same flow always takes the same one.</summary>
    /// <param name="from">The machine that sends.</param>
    /// <param name="to">The machine that receives.</param>
    /// <param name="flow">The flow's number among those from there.</param>
    /// <param name="ways">How many there are, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No way.</exception>
    public static int Choose(int from, int to, long flow, int ways)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ways);
        var mixed = Mix(Mix((ulong)(uint)from << 32 | (uint)to) + (ulong)flow);
        return (int)Math.BigMul(mixed, (ulong)ways, out _);
    }

    // The step of SplitMix64 (Steele, Lea and Flood 2014).
    private static ulong Mix(ulong z)
    {
        z += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
