namespace CloudSim.Net.Scheduling.Eevdf;

/// <content>What balancing asks of a CPU.</content>
internal sealed partial class EevdfCpu
{
    // A task that waits and may use the given CPU. One whose leaving is delayed is none (can_migrate_task).
    public CpuTask? Waiting(int cpu) => Waiting(Root, cpu);

    // task_h_load: the task's part of its CPU's load, down through the groups.
    public static long LoadOf(CpuTask task)
    {
        var entity = (EevdfEntity)task.State;
        var load = entity.Weight;
        for (var group = entity.Parent; group != null; group = group.Parent)
            load = load * group.Weight / Math.Max(1, group.MyQueue!.Load);
        return load;
    }

    private static CpuTask? Waiting(EevdfQueue queue, int cpu)
    {
        for (var i = queue.Waiting.Count - 1; i >= 0; i--)
        {
            var entity = queue.Waiting[i];
            if (entity.MyQueue != null)
            {
                if (Waiting(entity.MyQueue, cpu) is { } found)
                    return found;
            }
            else if (!entity.IsDelayed && (entity.Task!.Group.EffectiveAffinity is not { } allowed || allowed.Contains(cpu)))
                return entity.Task;
        }

        return queue.Curr?.MyQueue is { } below ? Waiting(below, cpu) : null;
    }
}
