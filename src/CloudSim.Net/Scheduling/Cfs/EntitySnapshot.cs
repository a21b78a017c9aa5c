namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// An entity and its task at one tick. Two snapshots a period apart match if all that decides is equal, seen from their instants; the
/// counters may differ, and grow by that difference in every further period: after <see cref="Learn"/> the snapshot holds the growths.
/// </summary>
internal struct EntitySnapshot
{
    private CfsEntity entity;
    private long distance, sum, ran, execStart;
    private long consumed, speedRest, overheadLeft, overheadTotal, taskStart, queuedSince, delay, slices, involuntary, nextMark, demanded;

    // A time that was set since the first snapshot moves with the period; any other stays.
    public static bool SameTime(long before, long after, long first, long second) => after - before == (after > first ? second - first : 0);

    public void Take(CfsEntity of, long minVruntime)
    {
        entity = of;
        (distance, sum, execStart) = (of.Vruntime - minVruntime, of.SumExecRuntime, of.ExecStart);
        ran = of.SumExecRuntime - of.PrevSumExecRuntime;
        if (of.Task is not { } task)
            return;
        (consumed, speedRest, overheadLeft, overheadTotal) = (task.Consumed, task.SpeedRest, task.OverheadLeft, task.OverheadTotal);
        (taskStart, queuedSince, delay) = (task.ExecStart, task.QueuedSince, task.DelayTotal);
        (slices, involuntary, nextMark, demanded) = (task.Slices, task.Involuntary, task.NextMark, task.Demanded);
    }

    public readonly bool Matches(CfsEntity now, long minVruntime, long first, long second)
    {
        if (now != entity || now.Vruntime - minVruntime != distance || now.SumExecRuntime - now.PrevSumExecRuntime != ran
            || !SameTime(execStart, now.ExecStart, first, second))
            return false;
        return now.Task is not { } task || (task.NextMark == nextMark && task.Demanded == demanded && task.OverheadLeft == overheadLeft
            && task.SpeedRest == speedRest
            && SameTime(taskStart, task.ExecStart, first, second) && SameTime(queuedSince, task.QueuedSince, first, second));
    }

    // The entity is one period later than it was taken.
    public void Learn()
    {
        sum = entity.SumExecRuntime - sum;
        if (entity.Task is not { } task)
            return;
        (consumed, overheadTotal, delay) = (task.Consumed - consumed, task.OverheadTotal - overheadTotal, task.DelayTotal - delay);
        (slices, involuntary) = (task.Slices - slices, task.Involuntary - involuntary);
    }

    // How many periods the task's work lasts, with two ticks left at the end.
    public readonly long Lasts(long tick) => entity.Task is { } task && consumed > 0
        ? (task.NextMark - task.Consumed - (2 * tick)) / consumed : long.MaxValue;

    // k periods pass, of so much time in all; what was set after an instant moves. The virtual time is the queue's business.
    public readonly void Advance(long k, long first, long time)
    {
        entity.SumExecRuntime += k * sum;
        entity.PrevSumExecRuntime += k * sum;
        if (entity.ExecStart > first)
            entity.ExecStart += time;
        if (entity.Task is not { } task)
            return;
        task.Consumed += k * consumed;
        task.OverheadTotal += k * overheadTotal;
        task.DelayTotal += k * delay;
        task.Slices += k * slices;
        task.Involuntary += k * involuntary;
        if (task.ExecStart > first)
            task.ExecStart += time;
        if (task.QueuedSince > first)
            task.QueuedSince += time;
    }
}
