using CloudSim.Net.Scheduling.Quotas;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <content>Groups, their limits, and tasks that sleep but have not left their queue.</content>
public sealed partial class EevdfScheduler
{
    internal override void GroupChanged(TaskGroup group)
    {
        var state = (EevdfGroup)group.State;
        state.Shares = group.Shares;
        foreach (var queue in state.Queues)
            if (queue?.Entity is { } entity)
                EevdfGroup.Reweight(entity);
    }

    // __sched_setscheduler: what ran so far is charged first, with the old size.
    internal override void SliceChanges(CpuTask task)
    {
        if (task is { Status: TaskState.Running, Priority: 0 })
            Processors[task.Cpu].Update();
    }

    // tg_set_cfs_bandwidth
    internal override void BandwidthChanged(TaskGroup group)
    {
        var state = (EevdfGroup)group.State;
        if (group.QuotaUs == null)
        {
            state.Bandwidth?.Stop();
            foreach (var queue in state.Queues)
                if (queue != null)
                    queue.Bandwidth = null;
            return;
        }

        state.Bandwidth ??= new GroupBandwidth(this, group, Rules.Bandwidth, PhaseOf());
        state.Bandwidth.Set(group.QuotaUs.Value * 1000, group.PeriodUs!.Value * 1000, group.BurstUs!.Value * 1000);
        foreach (var queue in state.Queues)
            if (queue != null)
            {
                queue.UpdateCurr();
                queue.Bandwidth = new QueueBandwidth(queue, state.Bandwidth);
                queue.Cpu.CountRunning();
            }
    }

    internal override CpuStat StatOf(TaskGroup group)
    {
        var stat = base.StatOf(group);
        return ((EevdfGroup)group.State).Bandwidth is { } b
            ? new CpuStat(stat.UsageNs, b.NrPeriods, b.NrThrottled, b.ThrottledTime, b.NrBursts, b.BurstTime) : stat;
    }

    internal override void Leave(CpuTask task)
    {
        FinishDelayed(task);
        base.Leave(task);
    }

    internal override void Suspend(CpuTask task)
    {
        FinishDelayed(task);
        base.Suspend(task);
    }

    internal override void AffinityChanged(TaskGroup group)
    {
        if (group.EffectiveAffinity is { } allowed)
            foreach (var queue in ((EevdfGroup)group.State).Queues)
                if (queue != null && !allowed.Contains(queue.Cpu.Index))
                    FinishDelayed(queue);
        base.AffinityChanged(group);
    }

    private protected override void Admit(TaskGroup group) => group.State = new EevdfGroup(group);

    // unregister_fair_sched_group: a group without tasks may not have left yet.
    private protected override void Dismiss(TaskGroup group)
    {
        foreach (var queue in ((EevdfGroup)group.State).Queues)
            if (queue?.Entity is { IsDelayed: true } entity)
                queue.Cpu.FinishDelayed(entity);
    }

    private static void FinishDelayed(CpuTask task)
    {
        if (task.State is EevdfEntity { IsDelayed: true } entity)
            entity.Queue!.Cpu.FinishDelayed(entity);
    }

    private static void FinishDelayed(EevdfQueue queue)
    {
        for (var i = queue.Waiting.Count - 1; i >= 0; i--)
            if (queue.Waiting[i] is { IsDelayed: true, Task: not null } entity)
                queue.Cpu.FinishDelayed(entity);
    }

    // init_cfs_bandwidth: any instant of the default period.
    private long PhaseOf() => Tunables.RandomPeriodPhase ? (long)(phases.NextDouble() * GroupBandwidth.UnlimitedPeriod) : 0;
}
