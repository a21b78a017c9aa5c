using System.Numerics;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>The CPUs that have nothing to do.</summary>
internal sealed class IdleCpus
{
    private readonly ulong[] words;

    public IdleCpus(int cpus)
    {
        words = new ulong[(cpus + 63) / 64];
        for (var cpu = 0; cpu < cpus; cpu++)
            Add(cpu);
    }

    public int Count { get; private set; }

    public bool Contains(int cpu) => (words[cpu >> 6] >> (cpu & 63) & 1) != 0;

    public void Add(int cpu)
    {
        if (Contains(cpu))
            return;
        words[cpu >> 6] |= 1UL << (cpu & 63);
        Count++;
    }

    public void Remove(int cpu)
    {
        if (!Contains(cpu))
            return;
        words[cpu >> 6] &= ~(1UL << (cpu & 63));
        Count--;
    }

    // The next idle CPU from a starting point upward, and round; -1 if there is none that is allowed.
    public int Next(int from, CpuSet? allowed)
    {
        if (Count == 0)
            return -1;
        for (var i = 0; i <= words.Length; i++)
        {
            var word = ((from >> 6) + i) % words.Length;
            var bits = words[word];
            if (allowed != null)
                bits &= allowed.Word(word);
            if (i == 0)
                bits &= ulong.MaxValue << (from & 63);
            else if (i == words.Length)
                bits &= ~(ulong.MaxValue << (from & 63));
            if (bits != 0)
                return (word << 6) + BitOperations.TrailingZeroCount(bits);
        }

        return -1;
    }
}
