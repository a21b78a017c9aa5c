using System.Runtime.CompilerServices;
using CloudSim.Net.Scheduling.Quotas;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>A group over all CPUs (<c>task_group</c>): its queues, made on first use, its shares and its bandwidth.</summary>
internal sealed class CfsGroup
{
    // A group that is mostly elsewhere may have less than the least weight of a whole group (MIN_SHARES is not scaled in
    // calc_group_shares).
    private const long MinShares = 2;

    // The least load that the kernel's whole numbers can hold: below it a queue without tasks counts as decayed (cfs_rq_is_decayed).
    private const double LeastLoad = 1 << CfsEntity.WeightShift;

    public readonly TaskGroup Task;
    public readonly CfsGroup? Parent;
    public CfsRunQueue?[] Queues = []; // of each CPU, from the first use on
    public long Shares;
    public GroupBandwidth? Bandwidth;
    public CpuSet? Allowed;
    public double LoadAverage;
    public bool HasBlocked; // A queue without load may still count in the sum.
    public int SnapshotSerial;

    private long nextBlocked;

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

        if (queue.Load == 0)
            NoteBlocked(queue);
        return average;
    }

    // What a queue leaves behind when its tasks have gone decays; somebody must look from time to time (nohz.has_blocked).
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void NoteBlocked(CfsRunQueue queue)
    {
        if (queue.Contribution < LeastLoad)
        {
            LoadAverage -= queue.Contribution;
            queue.Contribution = 0;
        }

        HasBlocked |= queue.Contribution > 0;
    }

    // calc_group_shares: here the load of this instant or the average, whichever is more; elsewhere the average.
    private long SharesOn(CfsRunQueue mine)
    {
        if (Queues.Length == 1)
            return Shares;
        var now = mine.Cpu.Now;
        if (HasBlocked && now >= nextBlocked)
            UpdateBlocked(mine.Cpu.Rules, now);
        var load = Math.Max(mine.Load, Contribute(mine, now));
        var sum = LoadAverage - mine.Contribution + load;
        // Parts are whole numbers in the kernel: less than one is what rounding has left.
        return sum < load + 1 ? Shares : Math.Clamp((long)(Shares * (load / sum)), MinShares, Shares);
    }

    // update_blocked_averages: a queue without load is brought up to date by its CPU's balancing, or every so many ticks for all idle CPUs;
    // here when somebody asks for the sum. The clock of a throttled queue stands still.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void UpdateBlocked(Rules rules, long now)
    {
        nextBlocked = rules.Next(now, rules.BlockedPeriod);
        var last = nextBlocked - rules.BlockedPeriod;
        (LoadAverage, HasBlocked) = (0, false);
        foreach (var queue in Queues)
        {
            if (queue == null)
                continue;
            // Added up anew, so that no rounding is left.
            LoadAverage += queue.Contribution;
            if (queue is { Load: 0, Contribution: > 0, ThrottleCount: 0 })
                Contribute(queue, queue.Cpu.IsIdle ? last : queue.Cpu.Scheduler.BalancedAt(queue.Cpu));
            else if (queue.Load == 0)
                NoteBlocked(queue);
        }
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
