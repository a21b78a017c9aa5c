namespace CloudSim.Net.Scheduling.Domains;

/// <summary>How the work of a group's CPUs compares with their capacity (<c>group_type</c>), the less the better for a task.</summary>
internal enum Fill
{
    HasSpare,
    FullyBusy,
    Overloaded,
}

/// <summary>What a group of CPUs has to do (<c>sg_lb_stats</c>).</summary>
internal struct GroupLoad
{
    public int Weight, Running, FairRunning, Idle;
    public double Load, Capacity, Utilization;

    /// <summary>Load for each CPU's worth of capacity (<c>avg_load</c>).</summary>
    public readonly double Average => Load / Capacity;

    // group_classify: more tasks than CPUs are too many; as many fill them unless the averages say that they have run little.
    public readonly Fill FillAt(int imbalancePct) => Running > Weight ? Fill.Overloaded
        : Running == Weight && Utilization * imbalancePct >= 100 * 1024.0 * Weight ? Fill.FullyBusy : Fill.HasSpare;

    // update_sg_lb_stats, over the CPUs that may be used.
    public static GroupLoad Of(IRunQueues queues, DomainLevel level, int domain, int group, CpuSet? allowed, bool[]? without = null)
    {
        var sum = default(GroupLoad);
        for (var i = 0; i < level.GroupWeight; i++)
        {
            var cpu = level.CpuOf(domain, group, i);
            if ((allowed != null && !allowed.Contains(cpu)) || (without != null && without[cpu]))
                continue;
            sum.Weight++;
            sum.Running += queues.Running(cpu);
            sum.Idle += queues.IsIdle(cpu) ? 1 : 0;
            sum.FairRunning += queues.FairRunning(cpu);
            sum.Load += queues.Load(cpu);
            sum.Capacity += queues.Capacity(cpu);
            sum.Utilization += queues.Utilization(cpu);
        }

        return sum;
    }
}
