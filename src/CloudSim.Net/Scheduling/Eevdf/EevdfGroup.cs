using CloudSim.Net.Scheduling.Quotas;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <summary>A group over all CPUs (<c>task_group</c>): its queues, made on first use, its shares and its bandwidth.</summary>
internal sealed class EevdfGroup
{
    public readonly TaskGroup Task;
    public readonly EevdfGroup? Parent;
    public EevdfQueue?[] Queues = []; // of each CPU, from the first use on
    public long Shares, Load;
    public GroupBandwidth? Bandwidth;

    public EevdfGroup(TaskGroup group)
    {
        Task = group;
        Parent = (EevdfGroup?)group.Parent?.State;
        Shares = group.Shares;
    }

    public EevdfQueue On(EevdfCpu cpu) => Find(cpu.Index) ?? Make(cpu);

    public EevdfQueue? Find(int cpu) => (uint)cpu < (uint)Queues.Length ? Queues[cpu] : null;

    // update_cfs_group
    public static void Reweight(EevdfEntity entity)
    {
        if (entity.MyQueue == null || IsUpToDate(entity))
            return;
        if (entity.OnRq)
            entity.Queue!.UpdateCurr();
        entity.Queue!.Reweight(entity, WeightOf(entity));
    }

    public static bool IsUpToDate(EevdfEntity entity) => entity.MyQueue == null || WeightOf(entity) == entity.Weight;

    // calc_group_shares, with the loads of this instant: a CPU's entity has its part of the group's shares.
    private static long WeightOf(EevdfEntity entity)
    {
        var mine = entity.MyQueue!;
        var group = mine.Group;
        return group.Queues.Length == 1 || mine.Load >= group.Load ? group.Shares
            : mine.Load == 0 ? entity.Weight : Math.Clamp(group.Shares * mine.Load / group.Load, 2, group.Shares);
    }

    private EevdfQueue Make(EevdfCpu cpu)
    {
        if (Queues.Length == 0)
            Queues = new EevdfQueue?[cpu.Scheduler.Cpus];
        var queue = Queues[cpu.Index] = new EevdfQueue(cpu, this, Parent?.On(cpu));
        if (Bandwidth is { } bandwidth && Task.QuotaUs != null)
            queue.Bandwidth = new QueueBandwidth(queue, bandwidth);
        return queue;
    }
}
