namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>A group over all CPUs (<c>task_group</c>): its queues, made on first use, its shares and its bandwidth.</summary>
internal sealed class CfsGroup
{
    // A group that is mostly elsewhere may have less than the least weight of a whole group (MIN_SHARES is not scaled in
    // calc_group_shares).
    private const long MinShares = 2;

    public readonly TaskGroup Task;
    public readonly CfsGroup? Parent;
    public CfsRunQueue?[] Queues = []; // of each CPU, from the first use on
    public long Shares;
    public GroupBandwidth? Bandwidth;
    public CpuSet? Allowed;
    public double LoadAverage;
    public int SnapshotSerial;

    public CfsGroup(TaskGroup group)
    {
        Task = group;
        Parent = (CfsGroup?)group.Parent?.State;
        Allowed = Parent?.Allowed;
        Shares = (long)group.Shares << CfsEntity.WeightShift;
    }

    public CfsRunQueue On(CfsCpu cpu) => Find(cpu.Index) ?? Make(cpu);

    public CfsRunQueue? Find(int cpu) => (uint)cpu < (uint)Queues.Length ? Queues[cpu] : null;

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
        queue.Cpu.Scheduler.Changes++;
        if (entity.OnRq && queue.Curr == entity)
            queue.UpdateCurr();
        if (queue.Group.Queues.Length > 1)
            LoadPropagation.Reweigh(entity, weight, queue.Cpu.Now);
        if (entity.OnRq)
            queue.Load += weight - entity.Weight;
        entity.Weight = weight;
    }

    // update_tg_load_avg: the group's sum follows when a part has changed by more than a 64th.
    public double Contribute(CfsRunQueue queue, long now)
    {
        var average = queue.LoadAt(now);
        if (Math.Abs(average - queue.Contribution) > queue.Contribution / 64)
        {
            LoadAverage += average - queue.Contribution;
            queue.Contribution = average;
        }

        return average;
    }

    // calc_group_shares: here the load of this instant or the average, whichever is more; elsewhere the average.
    private long SharesOn(CfsRunQueue mine)
    {
        if (Queues.Length == 1)
            return Shares;
        var load = Math.Max(mine.Load, Contribute(mine, mine.Cpu.Now));
        var sum = LoadAverage - mine.Contribution + load;
        return sum <= load ? Shares : Math.Clamp((long)(Shares * (load / sum)), MinShares, Shares);
    }

    private CfsRunQueue Make(CfsCpu cpu)
    {
        if (Queues.Length == 0)
            Queues = new CfsRunQueue?[cpu.Scheduler.Cpus];
        var queue = new CfsRunQueue(cpu, this, Parent?.On(cpu));
        Queues[cpu.Index] = queue;
        if (Bandwidth is { } bandwidth && Task.QuotaUs != null)
            queue.Bandwidth = new QueueBandwidth(queue, bandwidth);
        return queue;
    }
}
