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

    public void RaiseOomKilled(KernelProcess process) => OomKilled?.Invoke(process);
}
