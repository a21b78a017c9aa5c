using CloudSim.Net.Scheduling.LoadTracking;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// What happens to average loads when a task changes its CPU (<c>attach_entity_load_avg</c>, <c>detach_entity_load_avg</c>, propagation).
/// </summary>
internal static class LoadPropagation
{
    // Gives the task another queue, or its first one; its average load goes with it. One CPU alone has no averages.
    public static void Join(CfsEntity task, CfsRunQueue queue, long now)
    {
        if (queue.Group.Queues.Length > 1)
        {
            if (task.Queue is { } old)
                Move(task, old, queue, now);
            else
                Start(task, queue, now);
        }

        task.Join(queue, queue.Entity);
    }

    // The task's load and utilization leave the old queue and join the new one, with the groups above.
    private static void Move(CfsEntity task, CfsRunQueue from, CfsRunQueue to, long now)
    {
        var load = task.LoadAt(now);
        var utilization = task.UtilizationAt(now);
        Change(from, -load, now);
        for (var group = from.Entity; group != null; group = group.Parent)
        {
            var mine = group.MyQueue!;
            var part = mine.Load > 0 ? mine.LoadAt(now) / mine.Load : 0;
            SetRunnable(group, Math.Min(RunnableOf(group, now), part), now);
        }

        from.Cpu.UtilizationAt(now);
        from.Cpu.Utilization.Add(-utilization);
        var runnable = load / task.Weight;
        from.Cpu.RunnableAt(now);
        from.Cpu.Runnable.Add(-Utilization.Full * runnable);
        Add(task, to, load, utilization, runnable, now);
    }

    // A new task counts fully, and takes half of the capacity that is left (post_init_entity_util_avg).
    private static void Start(CfsEntity task, CfsRunQueue queue, long now)
    {
        var room = Math.Max(0, (Utilization.Full - queue.Cpu.UtilizationAt(now)) / 2);
        task.Average.Start(now, task.Weight);
        task.Utilization.Start(now, task.SumExecRuntime, room);
        Add(task, queue, task.Weight, room, room / Utilization.Full, now);
    }

    // reweight_entity: the average of an entity grows with its weight at once.
    public static void Reweigh(CfsEntity entity, long weight, long now)
    {
        var load = entity.LoadAt(now);
        if (entity.Weight > 0 && load > 0)
        {
            var change = load * weight / entity.Weight - load;
            entity.Average.Add(change);
            entity.Queue!.LoadAt(now);
            entity.Queue.Average.Add(change);
        }
    }

    private static void Add(CfsEntity task, CfsRunQueue queue, double load, double utilization, double runnable, long now)
    {
        Change(queue, load, now);
        for (var group = queue.Entity; group != null; group = group.Parent)
            SetRunnable(group, Math.Min(1, RunnableOf(group, now) + (load / task.Weight)), now);
        queue.Cpu.UtilizationAt(now);
        queue.Cpu.Utilization.Add(utilization);
        queue.Cpu.RunnableAt(now);
        queue.Cpu.Runnable.Add(Utilization.Full * runnable);
    }

    private static double RunnableOf(CfsEntity group, long now) => group.LoadAt(now) / group.Weight;

    private static void SetRunnable(CfsEntity group, double runnable, long now)
    {
        var change = (runnable * group.Weight) - group.LoadAt(now);
        group.Average.Add(change);
        Change(group.Queue!, change, now);
    }

    private static void Change(CfsRunQueue queue, double load, long now)
    {
        queue.LoadAt(now);
        queue.Average.Add(load);
        // Nobody asks for the root's sum.
        if (queue.Entity != null)
            queue.Group.Contribute(queue, now);
    }
}
