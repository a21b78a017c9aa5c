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
    /// The machine around a virtual machine, which gives it pages when it uses more than ever before; told how much that then is. Its
    /// answer says whether it has them. Null on a machine of its own.
    /// </summary>
    public Func<Bytes, ChargeResult>? Backing { get; set; }

    /// <summary>Asks for pages for so much more; null where they are there already.</summary>
    public ChargeResult? Back(Bytes more) =>
        Backing?.Invoke(root.Current + more);

    public void RaiseOomKilled(KernelProcess process) => OomKilled?.Invoke(process);
}
