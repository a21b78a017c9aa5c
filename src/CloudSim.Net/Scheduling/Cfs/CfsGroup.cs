namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>A group over all CPUs (<c>task_group</c>): its queues, made on first use, its shares and its bandwidth.</summary>
internal sealed class CfsGroup
{
    public readonly TaskGroup Task;
    public readonly CfsGroup? Parent;
    public readonly CfsRunQueue?[] Queues;
    public long Shares;
    public GroupBandwidth? Bandwidth;
    public CpuSet? Allowed;

    public CfsGroup(TaskGroup group, int cpus)
    {
        Task = group;
        Parent = (CfsGroup?)group.Parent?.State;
        Queues = new CfsRunQueue?[cpus];
        Allowed = Parent?.Allowed;
        Shares = (long)LoadWeight.OfCpuWeight(group.Weight) << CfsEntity.WeightShift;
    }

    public CfsRunQueue On(CfsCpu cpu) => Queues[cpu.Index] ?? Make(cpu);

    // update_cfs_group: gives the entity of a group on one CPU its part of the group's shares.
    public static void Reweight(CfsEntity entity)
    {
        if (entity.MyQueue is not { } mine)
            return;
        var weight = mine.Group.SharesOn(mine);
        if (weight != entity.Weight)
            ReweightEntity(entity, weight);
    }

    // reweight_entity: only the weight changes, vruntime stays.
    public static void ReweightEntity(CfsEntity entity, long weight)
    {
        var queue = entity.Queue!;
        if (entity.OnRq)
        {
            if (queue.Curr == entity)
                queue.UpdateCurr();
            queue.Load += weight - entity.Weight;
        }

        entity.Weight = weight;
    }

    // calc_group_shares, with the load of this instant.
    private long SharesOn(CfsRunQueue mine)
    {
        if (Queues.Length == 1)
            return Shares;
        long sum = 0;
        foreach (var queue in Queues)
            if (queue != null)
                sum += queue.Load;
        if (sum == mine.Load)
            return Shares;
        return Math.Clamp((long)((Int128)Shares * mine.Load / sum), 2L << CfsEntity.WeightShift, Shares);
    }

    private CfsRunQueue Make(CfsCpu cpu)
    {
        var queue = new CfsRunQueue(cpu, this, Parent?.On(cpu));
        Queues[cpu.Index] = queue;
        if (Bandwidth is { } bandwidth)
            queue.Bandwidth = new QueueBandwidth(queue, bandwidth);
        return queue;
    }
}
