using System.Runtime.InteropServices;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// All run queues at one tick. A later tick whose queues match it, with no task or weight changed in between, begins the same sequence of
/// slices again: what decides is equal, only shifted in time and virtual time.
/// </summary>
internal sealed class MachineSnapshot(CfsScheduler scheduler)
{
    private readonly List<QueueSnapshot> queues = [];
    private readonly List<EntitySnapshot> entities = [];
    private readonly List<CfsEntity?> recent = [];
    private readonly List<(CfsGroup Group, long Exec, double Load)> groups = [];
    private readonly (CfsEntity? Curr, CpuTask? LastRan, long Busy, long Switches)[] cpus =
        new (CfsEntity?, CpuTask?, long, long)[scheduler.Cpus];

    private int queue, entity, serial;

    public long Time { get; private set; }

    public void Take(long now)
    {
        Time = now;
        serial++;
        queues.Clear();
        entities.Clear();
        recent.Clear();
        groups.Clear();
        foreach (var cpu in scheduler.Processors)
        {
            cpus[cpu.Index] = (cpu.CurrEntity, cpu.LastRan, cpu.BusyNs, cpu.Switches);
            Take(cpu.Root);
            for (var task = cpu.Tasks.First; task != null; task = cpu.Tasks.After(task))
                recent.Add(task);
            recent.Add(null);
        }
    }

    public bool Matches(long now)
    {
        foreach (var cpu in scheduler.Processors)
            if (cpu.CurrEntity != cpus[cpu.Index].Curr || cpu.LastRan != cpus[cpu.Index].LastRan || cpu.NeedResched)
                return false;
        (queue, entity) = (0, 0);
        var at = 0;
        foreach (var cpu in scheduler.Processors)
        {
            if (!Matches(cpu.Root, now))
                return false;
            for (var task = cpu.Tasks.First; task != null; task = cpu.Tasks.After(task))
                if (recent[at++] != task)
                    return false;
            if (recent[at++] != null)
                return false;
        }

        // While the load of a queue without tasks decays, shares change without any change of the queues.
        foreach (var (group, _, load) in groups)
            if (group.LoadAverage != load || group.HasBlocked)
                return false;
        return queue == queues.Count && entity == entities.Count;
    }

    // The queues match: from now on the snapshot holds what one period adds.
    public void Learn()
    {
        foreach (ref var entity in CollectionsMarshal.AsSpan(entities))
            entity.Learn();
        foreach (ref var queue in CollectionsMarshal.AsSpan(queues))
            queue.Learn();
        foreach (ref var group in CollectionsMarshal.AsSpan(groups))
            group.Exec = group.Group.Task.DirectExec - group.Exec;
        foreach (var cpu in scheduler.Processors)
        {
            ref var before = ref cpus[cpu.Index];
            (before.Busy, before.Switches) = (cpu.BusyNs - before.Busy, cpu.Switches - before.Switches);
        }
    }

    // How many periods pass before some work ends.
    public long Lasts(long tick)
    {
        var least = long.MaxValue;
        foreach (var snapshot in entities)
            least = Math.Min(least, snapshot.Lasts(tick));
        return least;
    }

    // k periods pass after any tick of one.
    public void Advance(long k, long period, long now)
    {
        var (first, time) = (now - period, k * period);
        foreach (var snapshot in entities)
            snapshot.Advance(k, first, time);
        foreach (var snapshot in queues)
            snapshot.Advance(k, first, time);
        foreach (var (group, exec, _) in groups)
            group.Task.DirectExec += k * exec;
        foreach (var cpu in scheduler.Processors)
        {
            cpu.BusyNs += k * cpus[cpu.Index].Busy;
            cpu.Switches += k * cpus[cpu.Index].Switches;
        }
    }

    private void Take(CfsRunQueue from)
    {
        var snapshot = default(QueueSnapshot);
        snapshot.Take(from);
        queues.Add(snapshot);
        if (from.Group.SnapshotSerial != serial)
        {
            from.Group.SnapshotSerial = serial;
            groups.Add((from.Group, from.Group.Task.DirectExec, from.Group.LoadAverage));
        }

        if (from.Curr is { } running)
            Take(running, from);
        for (var i = 0; i < from.Waiting.Count; i++)
            Take(from.Waiting[i], from);
    }

    private void Take(CfsEntity from, CfsRunQueue its)
    {
        var snapshot = default(EntitySnapshot);
        snapshot.Take(from, its.MinVruntime);
        entities.Add(snapshot);
        if (from.MyQueue is { } below)
            Take(below);
    }

    private bool Matches(CfsRunQueue its, long now)
    {
        if (queue == queues.Count || !queues[queue++].Matches(its, Time, now))
            return false;
        if (its.Curr is { } running && !Matches(running, its, now))
            return false;
        for (var i = 0; i < its.Waiting.Count; i++)
            if (!Matches(its.Waiting[i], its, now))
                return false;
        return true;
    }

    private bool Matches(CfsEntity its, CfsRunQueue on, long now) =>
        entity < entities.Count && entities[entity++].Matches(its, on.MinVruntime, Time, now)
            && (its.MyQueue is not { } below || Matches(below, now));
}
