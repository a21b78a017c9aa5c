using CloudSim.Net.Hardware;

namespace CloudSim.Net.Scheduling.Domains;

/// <summary>
/// One level of scheduling domains (<c>sched_domain_topology_level</c>): equal parts of the machine, with the rules of balancing in them
/// (<c>sd_init</c>).
/// </summary>
internal sealed class DomainLevel
{
    // NUMA_IMBALANCE_MIN: a pair of tasks that communicate.
    private const int NumaImbalanceMin = 2;

    private readonly CpuTopology topology;

    private DomainLevel(CpuTopology topology, DomainRules rules, string name, int cores, DomainLevel? child, bool isNuma)
    {
        (this.topology, Name, Cores, Child, IsNuma) = (topology, name, cores, child, isNuma);
        IsSmt = cores == 1;
        SharesCache = cores <= topology.Cores / topology.LastLevelCaches;
        ImbalancePct = IsSmt ? rules.SmtImbalancePct : rules.ImbalancePct;
        CacheNiceTries = IsSmt ? 0 : isNuma ? rules.NumaCacheNiceTries : rules.CacheNiceTries;
        if (!isNuma)
            return;
        var cachesPerNode = topology.LastLevelCaches / topology.NumaNodes;
        var allowed = cachesPerNode > 1 ? cachesPerNode : (int)(topology.Cpus / topology.NumaNodes * rules.NumaImbalance);
        var first = this;
        while (first.Child is { IsNuma: true } below)
            first = below;
        NumaImbalance = Math.Max(1, allowed) * (Weight / first.Weight);
    }

    /// <summary>The kernel's name of the level.</summary>
    public string Name { get; }

    /// <summary>Cores in a domain of this level.</summary>
    public int Cores { get; }

    /// <summary>The level of the groups within a domain; null: groups are single CPUs.</summary>
    public DomainLevel? Child { get; }

    public bool IsSmt { get; }

    public bool IsNuma { get; }

    /// <summary>SD_SHARE_PKG_RESOURCES: the CPUs of a domain share a last-level cache.</summary>
    public bool SharesCache { get; }

    public int ImbalancePct { get; }

    public int CacheNiceTries { get; }

    /// <summary>Tasks that stay together on a node although another is idler (<c>imb_numa_nr</c>).</summary>
    public int NumaImbalance { get; }

    // adjust_numa_imbalance: a small difference between nodes is left while the task's own node would have so many or fewer.
    public bool Tolerates(int difference, int running, int allowed = int.MaxValue) =>
        IsNuma && running <= Math.Min(NumaImbalance, allowed) && difference <= NumaImbalanceMin;

    /// <summary>CPUs in a domain (<c>span_weight</c>).</summary>
    public int Weight => Cores * topology.ThreadsPerCore;

    /// <summary>Groups in a domain.</summary>
    public int Groups => Child == null ? Weight : Cores / Child.Cores;

    // SMT, MC, PKG and NUMA, as many as differ (degenerate ones are dropped, as in cpu_attach_domain).
    public static IReadOnlyList<DomainLevel> Of(CpuTopology topology, DomainRules rules)
    {
        var levels = new List<DomainLevel>();
        Add("SMT", 1, false);
        Add("MC", topology.Cores / topology.LastLevelCaches, false);
        Add("PKG", topology.Cores / topology.NumaNodes, false);
        Add("NUMA", topology.Cores / Math.Min(topology.Sockets, topology.NumaNodes), true);
        Add("NUMA", topology.Cores, true);
        return levels;

        void Add(string name, int cores, bool isNuma)
        {
            if (cores * topology.ThreadsPerCore > (levels.Count == 0 ? 1 : levels[^1].Weight))
                levels.Add(new DomainLevel(topology, rules, name, cores, levels.Count == 0 ? null : levels[^1], isNuma));
        }
    }

    public int DomainOf(int cpu) => cpu % topology.Cores / Cores;

    /// <summary>The group of a CPU within its domain.</summary>
    public int GroupOf(int cpu) => Child == null ? IndexIn(cpu) : cpu % topology.Cores % Cores / Child.Cores;

    /// <summary>CPU number <paramref name="index"/> of a group, 0 to <see cref="GroupWeight"/> - 1.</summary>
    public int CpuOf(int domain, int group, int index) => Child == null
        ? Cpu((domain * Cores) + (group % Cores), group / Cores)
        : Cpu((domain * Cores) + (group * Child.Cores) + (index % Child.Cores), index / Child.Cores);

    /// <summary>CPUs in a group.</summary>
    public int GroupWeight => Child?.Weight ?? 1;

    private int IndexIn(int cpu) => (cpu % topology.Cores % Cores) + (cpu / topology.Cores * Cores);

    private int Cpu(int core, int thread) => (thread * topology.Cores) + core;
}
