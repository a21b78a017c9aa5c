using System.Globalization;
using System.Numerics;
using System.Text;
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

    /// <summary>The CPUs that a list names, as <c>0-1,4</c> (cpuset(7), List format).</summary>
    /// <exception cref="FormatException">It is no such list, or has a number of 65536 or more.</exception>
    public static CpuSet Parse(string list)
    {
        ulong[] words = [];
        foreach (var part in list.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !Number(ends[0], out var first) || !Number(ends[^1], out var last) || last < first)
                throw new FormatException($"'{part}' is neither a number nor a range from a lower to a higher one");
            Array.Resize(ref words, Math.Max(words.Length, (last >> 6) + 1));
            for (var cpu = first; cpu <= last; cpu++)
                words[cpu >> 6] |= 1UL << (cpu & 63);
        }

        return new CpuSet(words);

        static bool Number(string text, out int value) =>
            int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value) && value < Most;
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

    /// <summary>The list format: <c>0-1,4</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var cpu = 0; cpu < words.Length * 64; cpu++)
        {
            if (!Contains(cpu))
                continue;
            var first = cpu;
            while (Contains(cpu + 1))
                cpu++;
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? "," : "")}{first}");
            if (cpu > first)
                text.Append(CultureInfo.InvariantCulture, $"-{cpu}");
        }

        return text.ToString();
    }

    /// <summary>The highest CPU number.</summary>
    internal int Last => (words.Length << 6) - 1 - BitOperations.LeadingZeroCount(words[^1]);

    // What is in both, of a machine with so many CPUs; the outer set where that is all of it or nothing; null = all CPUs.
    internal static CpuSet? Within(CpuSet? inner, CpuSet? outer, int cpus)
    {
        if (inner == null)
            return outer;
        var words = new ulong[(cpus + 63) / 64];
        var (some, all) = (false, true);
        for (var cpu = 0; cpu < cpus; cpu++)
            if (outer == null || outer.Contains(cpu))
            {
                var both = inner.Contains(cpu);
                words[cpu >> 6] |= both ? 1UL << (cpu & 63) : 0;
                (some, all) = (some | both, all & both);
            }

        return all || !some ? outer : new CpuSet(words);
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
