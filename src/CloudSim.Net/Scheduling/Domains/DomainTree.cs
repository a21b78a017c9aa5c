using CloudSim.Net.Hardware;

namespace CloudSim.Net.Scheduling.Domains;

/// <summary>The scheduling domains of a machine (<c>build_sched_domains</c>); none for one CPU.</summary>
internal sealed class DomainTree(CpuTopology topology, DomainRules? rules)
{
    public CpuTopology Topology { get; } = topology;

    /// <summary>The levels from the smallest up.</summary>
    public IReadOnlyList<DomainLevel> Levels => field ??= DomainLevel.Of(Topology,
        rules ?? throw new InvalidOperationException("this scheduler has no scheduling domains"));

    // How far apart two CPUs are: 0 = the same, then by the smallest domain that has both.
    public int Distance(int a, int b)
    {
        if (a == b)
            return 0;
        for (var level = 0; level < Levels.Count; level++)
            if (Levels[level].DomainOf(a) == Levels[level].DomainOf(b))
                return level + 1;
        return Levels.Count + 1;
    }
}
