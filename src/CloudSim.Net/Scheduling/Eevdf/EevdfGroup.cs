namespace CloudSim.Net.Scheduling.Eevdf;

/// <summary>A group over all CPUs (<c>task_group</c>): its queues, made on first use, and its shares.</summary>
internal sealed class EevdfGroup
{
    public readonly EevdfGroup? Parent;
    public EevdfQueue?[] Queues = []; // of each CPU, from the first use on
    public long Shares, Load;

    public EevdfGroup(TaskGroup group)
    {
        Parent = (EevdfGroup?)group.Parent?.State;
        Shares = group.Shares;
    }

    public EevdfQueue On(EevdfCpu cpu) => ((uint)cpu.Index < (uint)Queues.Length ? Queues[cpu.Index] : null) ?? Make(cpu);

    // update_cfs_group and calc_group_shares, with the loads of this instant: a CPU's entity has its part of the group's shares.
    public static void Reweight(EevdfEntity entity)
    {
        if (entity.MyQueue is not { } mine)
            return;
        var group = mine.Group;
        var weight = group.Queues.Length == 1 || mine.Load >= group.Load ? group.Shares
            : mine.Load == 0 ? entity.Weight : Math.Clamp(group.Shares * mine.Load / group.Load, 2, group.Shares);
        if (weight == entity.Weight)
            return;
        entity.Queue!.Cpu.Update();
        entity.Queue.Reweight(entity, weight);
    }

    private EevdfQueue Make(EevdfCpu cpu)
    {
        if (Queues.Length == 0)
            Queues = new EevdfQueue?[cpu.Scheduler.Cpus];
        return Queues[cpu.Index] = new EevdfQueue(cpu, this, Parent?.On(cpu));
    }
}
