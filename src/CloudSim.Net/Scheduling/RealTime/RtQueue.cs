namespace CloudSim.Net.Scheduling.RealTime;

/// <summary>
/// The real-time tasks of one CPU (<c>rt_rq</c>): a list for each priority, the running task at the head of its own, and the time used in
/// the period.
/// </summary>
internal sealed class RtQueue(IRealTimeCpu cpu)
{
    public readonly IRealTimeCpu Cpu = cpu;
    public int NrRunning;

    /// <summary>The running task of the class.</summary>
    public CpuTask? Curr;

    /// <summary>CPU time used in this period, with what earlier ones overran (<c>rt_time</c>).</summary>
    public long Time;

    public bool Throttled;

    private readonly (RtEntity? First, RtEntity? Last)[] lists = new (RtEntity?, RtEntity?)[100];
    private UInt128 filled;

    /// <summary>The highest priority that a task has here; 0 = none.</summary>
    public int Highest => filled == 0 ? 0 : 127 - (int)UInt128.LeadingZeroCount(filled);

    public CpuTask? First => filled == 0 ? null : lists[Highest].First!.Task;

    public void Enqueue(RtEntity entity)
    {
        Append(entity);
        entity.OnRq = true;
        NrRunning++;
        Cpu.CountRunning();
    }

    public void Dequeue(RtEntity entity)
    {
        Unlink(entity);
        entity.OnRq = false;
        NrRunning--;
        Cpu.CountRunning();
    }

    // requeue_task_rt: to the tail of its priority; false if it is alone there.
    public bool Rotate(RtEntity entity)
    {
        if (entity.Next == null && entity.Previous == null)
            return false;
        Unlink(entity);
        Append(entity);
        return true;
    }

    // pick_highest_pushable_task: the first that waits and may run on another CPU; any other if none is named.
    public RtEntity? Pushable(int to = -1)
    {
        for (var left = filled; left != 0; left &= ~(UInt128.One << (127 - (int)UInt128.LeadingZeroCount(left))))
            for (var entity = lists[127 - (int)UInt128.LeadingZeroCount(left)].First; entity != null; entity = entity.Next)
                if (entity.Task != Curr && (to < 0 || entity.Task.Group.EffectiveAffinity is not { } allowed || allowed.Contains(to)))
                    return entity;
        return null;
    }

    private void Append(RtEntity entity)
    {
        ref var list = ref lists[entity.Priority];
        (entity.Previous, entity.Next) = (list.Last, null);
        if (list.Last != null)
            list.Last.Next = entity;
        else
            list.First = entity;
        list.Last = entity;
        filled |= UInt128.One << entity.Priority;
    }

    private void Unlink(RtEntity entity)
    {
        ref var list = ref lists[entity.Priority];
        if (entity.Previous != null)
            entity.Previous.Next = entity.Next;
        else
            list.First = entity.Next;
        if (entity.Next != null)
            entity.Next.Previous = entity.Previous;
        else
            list.Last = entity.Previous;
        (entity.Previous, entity.Next) = (null, null);
        if (list.First == null)
            filled &= ~(UInt128.One << entity.Priority);
    }
}
