using System.Numerics;
using CloudSim.Net.Hardware;

namespace CloudSim.Net.Scheduling;

/// <summary>An immutable set of CPU numbers, as <c>cpuset.cpus</c> and <c>sched_setaffinity</c> take it.</summary>
public sealed class CpuSet
{
    // More than any machine of Linux has (NR_CPUS is at most 8192).
    private const int Most = 65_536;

    private readonly ulong[] words;

    private CpuSet(ulong[] words) => this.words = words;

    /// <summary>The CPUs <paramref name="first"/> .. <paramref name="first"/> + <paramref name="count"/> - 1.</summary>
    public static CpuSet Range(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        return Of([.. Enumerable.Range(first, count)]);
    }

    /// <summary>The CPUs of a memory node (<c>cpuset.cpus</c> for it).</summary>
    public static CpuSet OfNode(CpuTopology topology, int node) =>
        Of([.. Enumerable.Range(0, topology.Cpus).Where(cpu => topology.NodeOf(cpu) == node)]);

    /// <summary>Exactly these CPUs.</summary>
    public static CpuSet Of(params ReadOnlySpan<int> cpus)
    {
        if (cpus.Length == 0)
            throw new ArgumentException("a CPU set needs a CPU");
        var words = new ulong[(Max(cpus) >> 6) + 1];
        foreach (var cpu in cpus)
            words[cpu >> 6] |= 1UL << (cpu & 63);
        return new CpuSet(words);
    }

    /// <summary>How many CPUs the set has.</summary>
    public int Count => words.Sum(BitOperations.PopCount);

    /// <summary>Whether the set has this CPU.</summary>
    public bool Contains(int cpu) => (uint)(cpu >> 6) < (uint)words.Length && (words[cpu >> 6] >> (cpu & 63) & 1) != 0;

    // Whether one of the first so many CPUs is in the set.
    internal bool Overlaps(int cpus)
    {
        for (var cpu = 0; cpu < cpus; cpu++)
            if (Contains(cpu))
                return true;
        return false;
    }

    internal ulong Word(int index) => index < words.Length ? words[index] : 0;

    private static int Max(ReadOnlySpan<int> cpus)
    {
        var max = 0;
        foreach (var cpu in cpus)
            max = Math.Max(max, cpu is >= 0 and < Most ? cpu
                : throw new ArgumentOutOfRangeException(nameof(cpus), cpu, $"a CPU number is 0..{Most - 1}"));
        return max;
    }
}
