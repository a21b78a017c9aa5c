using System.Runtime.CompilerServices;

namespace CloudSim.Net.Scheduling;

/// <summary>What a time slice on a CPU writes down at a task, under every scheduler with time slices.</summary>
internal static class CurrentSlice
{
    // Charges execution time: first the overhead, then work, never beyond the demand; returns what was used.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Charge(CpuTask task, long now, long delta)
    {
        task.ExecStart = now;
        var overhead = Math.Min(delta, task.OverheadLeft);
        var work = task.Speed == CpuSpeed.Full ? Math.Min(delta - overhead, task.NextMark - task.Consumed) : task.Slowed(delta - overhead);
        task.OverheadLeft -= overhead;
        task.OverheadTotal += overhead;
        task.Consumed += work;
        task.Group.DirectExec += overhead + work;
        return overhead + work;
    }

    // Execution time since the task was last charged.
    public static long Uncharged(CpuTask? task, long now) => task == null ? 0
        : task.TimeSince(now);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void End(CpuTask task, bool voluntary, long now)
    {
        if (task.Status == TaskState.Running)
        {
            task.Status = TaskState.Runnable;
            task.QueuedSince = now;
            task.WasPreempted = true;
        }

        if (voluntary)
            task.Voluntary++;
        else if (task.Status == TaskState.Runnable)
            task.Involuntary++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin(CpuTask task, long now, long clock, long switchCost)
    {
        task.Status = TaskState.Running;
        task.DelayTotal += now - task.QueuedSince;
        task.Slices++;
        task.WasPreempted = false;
        task.ExecStart = clock;
        task.OverheadLeft += switchCost;
    }
}
