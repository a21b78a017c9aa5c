using CloudSim.Net.Hardware;

namespace CloudSim.Net.Scheduling.Domains;

/// <summary>How many threads of each core are busy, and how many cores of each cache and CPUs of each node.</summary>
internal sealed class BusyThreads(CpuTopology topology)
{
    private readonly byte[] ofCore = new byte[topology.Cores];
    private readonly int[] idleCores = [.. Enumerable.Repeat(topology.Cores / topology.LastLevelCaches, topology.LastLevelCaches)];
    private readonly int[] ofNode = new int[topology.NumaNodes];
    private int sharedCores, allIdleCores = topology.Cores;

    public int OfCore(int cpu) => ofCore[topology.CoreOf(cpu)];

    // test_idle_cores: whether a core of the CPU's cache has no busy thread.
    public bool HasIdleCore(int cpu) => idleCores[topology.CacheOf(cpu)] > 0;

    /// <summary>Whether running tasks could be spread better, so that somebody should look (<c>nohz_balancer_kick</c>).</summary>
    public bool AreUneven { get; private set; }

    public void Change(int cpu, bool busy)
    {
        ref var count = ref ofCore[topology.CoreOf(cpu)];
        var before = count;
        count += (byte)(busy ? 1 : -1);
        ofNode[topology.NodeOf(cpu)] += busy ? 1 : -1;
        if (before == 0 || count == 0)
        {
            idleCores[topology.CacheOf(cpu)] += busy ? -1 : 1;
            allIdleCores += busy ? -1 : 1;
        }

        if (Math.Max(before, count) == 2)
            sharedCores += busy ? 1 : -1;
        AreUneven = (sharedCores > 0 && allIdleCores > 0) || NodesDiffer();
    }

    private bool NodesDiffer()
    {
        var (least, most) = (int.MaxValue, 0);
        foreach (var busy in ofNode)
            (least, most) = (Math.Min(least, busy), Math.Max(most, busy));
        return most > least + 1;
    }
}
