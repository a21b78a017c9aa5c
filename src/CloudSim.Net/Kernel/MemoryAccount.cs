using CloudSim.Net.Kernel.Memory;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>What all memory controllers of one kernel have together.</summary>
internal sealed class MemoryAccount(MemoryController root)
{
    public event Action<KernelProcess>? OomKilled;

    public MemoryController Root => root;

    public PageCache? Files { get; set; }

    public SwapSpace? Swap { get; set; }

    /// <summary>Merged pages that several processes map; charged to the root cgroup.</summary>
    public Bytes Shared { get; set; }

    /// <summary>
    /// The machine around a virtual machine, which gives it pages when it uses more than ever before; told how much that then is. False: it
    /// has none. Null on a machine of its own.
    /// </summary>
    public Func<Bytes, bool>? Backing { get; set; }

    /// <summary>Whether there are pages for so much more.</summary>
    public bool Back(Bytes more) => Backing is null || root.Current + more <= root.Peak || Backing(root.Current + more);

    public void RaiseOomKilled(KernelProcess process) => OomKilled?.Invoke(process);
}
