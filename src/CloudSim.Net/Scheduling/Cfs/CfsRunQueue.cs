using CloudSim.Net.Scheduling.LoadTracking;
using CloudSim.Net.Scheduling.Quotas;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>The run queue of one group on one CPU (<c>cfs_rq</c>): virtual time, slices and buddies.</summary>
internal sealed partial class CfsRunQueue
{
    public readonly CfsCpu Cpu;
    public readonly CfsGroup Group;
    public readonly CfsEntity? Entity;
    public Timeline Waiting = new();
    public CfsEntity? Curr, Next, Last, Skip;
    public long MinVruntime, Load;
    public int NrRunning, ThrottleCount;
    public QueueBandwidth? Bandwidth;
    public LoadAverage Average;
    public double Contribution;

    private readonly Rules rules;

    public int HNrRunning { get; private set; }

    public CfsRunQueue(CfsCpu cpu, CfsGroup group, CfsRunQueue? parent)
    {
        (Cpu, Group, rules) = (cpu, group, cpu.Rules);
        if (parent != null)
        {
            Entity = new CfsEntity(this, parent, parent.Entity) { Weight = group.Shares, IsIdle = group.Task.IsIdle };
            ThrottleCount = parent.ThrottleCount;
        }
    }

    // update_cfs_rq_load_avg: the load of this queue's entities, averaged over time.
    public double LoadAt(long now) => Average.Update(now, Load);

    // h_nr_running; the average of the CPU's tasks is brought up to date before.
    public void AddTasks(int tasks)
    {
        if (Entity == null && Group.Queues.Length > 1)
            Cpu.RunnableAt(Cpu.Now);
        HNrRunning += tasks;
    }

    // update_curr: brings virtual time, execution time and runtime of the running entity up to date.
    public void UpdateCurr()
    {
        var curr = Curr;
        if (curr == null)
            return;
        var now = Cpu.TaskClock;
        var delta = now - curr.ExecStart;
        if (delta <= 0)
            return;
        curr.ExecStart = now;
        curr.SumExecRuntime += delta;
        curr.Vruntime += curr.Virtual(delta);
        UpdateMinVruntime();
        if (curr.Task is { } task)
            Cpu.BusyNs += CurrentSlice.Charge(task, now, delta);
        Bandwidth?.Account(delta);
    }

    // update_min_vruntime: follows the smallest of the running and the leftmost entity, never back.
    public void UpdateMinVruntime()
    {
        var first = Waiting.First;
        long smallest;
        if (Curr is { OnRq: true } curr)
            smallest = first == null ? curr.Vruntime : Math.Min(curr.Vruntime, first.Vruntime);
        else if (first != null)
            smallest = first.Vruntime;
        else
            return;
        if (smallest > MinVruntime || rules.MinVruntimeMayGoBack)
            MinVruntime = smallest;
    }

    // place_entity: a sleeper gets a bounded credit, a new task a debit of one slice.
    public void PlaceEntity(CfsEntity entity, bool initial)
    {
        var vruntime = MinVruntime;
        if (!initial)
            vruntime -= entity.IsIdle ? rules.MinGranularity : rules.SleeperCredit;
        else if (rules.StartDebit)
            vruntime += entity.Virtual(SchedSlice(entity));
        if (vruntime > entity.Vruntime || initial)
            entity.Vruntime = vruntime;
    }

    public void EnqueueEntity(CfsEntity entity, EnqueueFlags flags)
    {
        Cpu.Scheduler.Changes++;
        // A task that comes from another queue carries its distance to that queue's minimum.
        var renormalise = flags != EnqueueFlags.Wakeup;
        if (renormalise && Curr == entity)
            entity.Vruntime += MinVruntime;
        UpdateCurr();
        TrackLoad(entity);
        if (renormalise && Curr != entity)
            entity.Vruntime += MinVruntime;
        CfsGroup.Reweight(entity);
        Load += entity.Weight;
        NrRunning++;
        if ((flags & EnqueueFlags.Wakeup) != 0)
            PlaceEntity(entity, initial: false);
        if (Curr != entity)
            Waiting.Insert(entity);
        entity.OnRq = true;
        if (entity.Task != null)
            Cpu.Tasks.AddFirst(entity);
        if (NrRunning == 1)
            Bandwidth?.CheckEnqueueThrottle();
    }

    public void DequeueEntity(CfsEntity entity, bool sleep)
    {
        Cpu.Scheduler.Changes++;
        UpdateCurr();
        TrackLoad(entity);
        ClearBuddies(entity);
        if (entity != Curr)
            Waiting.Remove(entity);
        entity.OnRq = false;
        if (entity.Task != null)
            Cpu.Tasks.Remove(entity);
        Load -= entity.Weight;
        if (Load == 0)
            Group.NoteBlocked(this);
        NrRunning--;
        if (!sleep)
            entity.Vruntime -= MinVruntime;
        if (NrRunning == 0)
            Bandwidth?.ReturnRuntime();
        CfsGroup.Reweight(entity);
        UpdateMinVruntime();
    }

    // Averages are brought up to date before the load changes; one CPU alone needs none.
    private void TrackLoad(CfsEntity entity)
    {
        if (Group.Queues.Length == 1)
            return;
        var now = Cpu.Now;
        LoadAt(now);
        entity.LoadAt(now);
    }

    // pick_next_entity: the leftmost, the running one if it is still further left, or a buddy that is not too far right.
    public CfsEntity PickNextEntity(CfsEntity? curr)
    {
        var left = Waiting.First;
        if (left == null || (curr != null && curr.Vruntime < left.Vruntime))
            left = curr;
        var se = left;
        // yield_to: who gave its turn away does not get it at once, unless the next one is far to the right. Buddies are measured by the
        // leftmost all the same.
        if (Skip != null && Skip == left && Second(left, curr) is { } second && WakeupPreemptEntity(second, left) < 1)
            se = second;
        if (Next != null && WakeupPreemptEntity(Next, left!) < 1)
            return Next;
        if (Last != null && WakeupPreemptEntity(Last, left!) < 1)
            return Last;
        return se!;
    }

    private CfsEntity? Second(CfsEntity left, CfsEntity? curr)
    {
        if (left == curr)
            return Waiting.First;
        var second = Waiting.Count > 1 ? Waiting[1] : null;
        return second == null || (curr != null && curr.Vruntime < second.Vruntime) ? curr : second;
    }

    public void SetNextEntity(CfsEntity entity)
    {
        ClearBuddies(entity);
        if (entity.OnRq)
            Waiting.Remove(entity);
        entity.ExecStart = Cpu.TaskClock;
        Curr = entity;
        entity.PrevSumExecRuntime = entity.SumExecRuntime;
    }

    public void PutPrevEntity(CfsEntity entity)
    {
        if (entity.OnRq)
            UpdateCurr();
        Bandwidth?.CheckRuntime();
        if (entity.OnRq)
            Waiting.Insert(entity);
        Curr = null;
    }

    // entity_tick with check_preempt_tick: whether this level's slice ends on this tick.
    public void EntityTick(CfsEntity curr)
    {
        UpdateCurr();
        CfsGroup.Reweight(curr);
        if (NrRunning <= 1)
            return;
        var ideal = SchedSlice(curr);
        var ran = curr.SumExecRuntime - curr.PrevSumExecRuntime;
        if (ran > ideal)
        {
            Cpu.Resched();
            ClearBuddies(curr);
        }
        else if (ran >= rules.MinGranularity && Waiting.First is { } first && curr.Vruntime - first.Vruntime > ideal)
            Cpu.Resched();
    }

    // sched_slice: a share of the period at every level up to the root.
    public long SchedSlice(CfsEntity entity)
    {
        long running = rules.AltPeriod ? Cpu.Root.HNrRunning : NrRunning;
        if (!entity.OnRq)
            running++;
        var slice = running > Rules.SchedNrLatency ? running * rules.MinGranularity : rules.Latency;
        for (var e = entity; e != null; e = e.Parent)
        {
            var load = e.OnRq ? e.Queue!.Load : e.Queue!.Load + e.Weight;
            if (load != e.Weight)
                slice = slice < 1L << 36 ? slice * e.Weight / load : (long)((Int128)slice * e.Weight / load);
        }

        return rules.BaseSlice ? Math.Max(slice, entity.IsIdle ? rules.IdleMinGranularity : rules.MinGranularity) : slice;
    }

    // wakeup_preempt_entity: 1 = se may preempt curr, 0 = ahead but within the granularity, -1 = not ahead.
    public int WakeupPreemptEntity(CfsEntity curr, CfsEntity se)
    {
        var difference = curr.Vruntime - se.Vruntime;
        return difference <= 0 ? -1 : difference > se.Virtual(rules.WakeupGranularity) ? 1 : 0;
    }

    public static void SetNextBuddy(CfsEntity entity)
    {
        for (var e = entity; e is { OnRq: true, IsIdle: false }; e = e.Parent)
            e.Queue!.Next = e;
    }

    public static void SetLastBuddy(CfsEntity entity)
    {
        for (var e = entity; e is { OnRq: true, IsIdle: false }; e = e.Parent)
            e.Queue!.Last = e;
    }

    // set_skip_buddy
    public static void SetSkipBuddy(CfsEntity entity)
    {
        for (var e = entity; e != null; e = e.Parent)
            e.Queue!.Skip = e;
    }

    public static void ClearBuddies(CfsEntity entity)
    {
        if (entity.Queue!.Skip == entity)
            for (var e = entity; e != null && e.Queue!.Skip == e; e = e.Parent)
                e.Queue.Skip = null;
        if (entity.Queue!.Next == entity)
            for (var e = entity; e != null && e.Queue!.Next == e; e = e.Parent)
                e.Queue.Next = null;
        if (entity.Queue!.Last == entity)
            for (var e = entity; e != null && e.Queue!.Last == e; e = e.Parent)
                e.Queue.Last = null;
    }
}
