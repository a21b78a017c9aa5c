using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace CloudSim.Net.Kernel;

/// <summary>
/// Processes by their pids of one namespace. Pids only rise, so what is added goes to the end of two sorted arrays; a gap is left by what
/// is removed, and they close up when there are more gaps than processes.
/// </summary>
internal sealed class PidMap : IReadOnlyDictionary<int, KernelProcess>
{
    private int[] pids = new int[1];
    private KernelProcess?[] processes = new KernelProcess?[1];
    private int end, version;

    public int Count { get; private set; }

    public IEnumerable<int> Keys => this.Select(pair => pair.Key);

    public IEnumerable<KernelProcess> Values => this.Select(pair => pair.Value);

    public KernelProcess this[int key] => TryGetValue(key, out var process) ? process : throw new KeyNotFoundException($"no pid {key}");

    public bool ContainsKey(int key) => TryGetValue(key, out _);

    public bool TryGetValue(int key, [MaybeNullWhen(false)] out KernelProcess value)
    {
        var at = Array.BinarySearch(pids, 0, end, key);
        value = at < 0 ? null : processes[at];
        return value is not null;
    }

    /// <summary>Adds a process whose pid is higher than all before.</summary>
    public void Add(int pid, KernelProcess process)
    {
        version++;
        if (end == pids.Length)
            CloseUp(Count > end / 2 ? 2 * end : end);
        (pids[end], processes[end]) = (pid, process);
        end++;
        Count++;
    }

    public void Remove(int pid)
    {
        var at = Array.BinarySearch(pids, 0, end, pid);
        if (at < 0 || processes[at] is null)
            return;
        version++;
        processes[at] = null;
        Count--;
        if (at == end - 1)
            end--;
        if (end > 8 && end > 2 * Count)
            CloseUp(pids.Length > 4 * Count + 8 ? 2 * Count + 1 : pids.Length);
    }

    public IEnumerator<KeyValuePair<int, KernelProcess>> GetEnumerator()
    {
        var began = version;
        for (var i = 0; i < end; i++)
        {
            if (version != began)
                throw new InvalidOperationException("processes came or went while they were walked through");
            if (processes[i] is { } process)
                yield return new(pids[i], process);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void CloseUp(int length)
    {
        var (newPids, newProcesses, to) = (new int[length], new KernelProcess?[length], 0);
        for (var i = 0; i < end; i++)
            if (processes[i] is { } process)
                (newPids[to], newProcesses[to++]) = (pids[i], process);
        (pids, processes, end) = (newPids, newProcesses, to);
    }
}
