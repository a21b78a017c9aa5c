namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>A run queue at one tick, without its entities.</summary>
internal struct QueueSnapshot
{
    private CfsRunQueue queue;
    private CfsEntity? curr, next, last;
    private long minVruntime, averagedAt;
    private double contribution;

    public void Take(CfsRunQueue of)
    {
        queue = of;
        (curr, next, last) = (of.Curr, of.Next, of.Last);
        (minVruntime, averagedAt, contribution) = (of.MinVruntime, of.Average.At, of.Contribution);
    }

    // Averages must have come to rest, so that it does not matter when they are looked at. The root's is read by balancing only.
    public readonly bool Matches(CfsRunQueue now, long first, long second)
    {
        if (now != queue || now.Curr != curr || now.Next != next || now.Last != last || now.Skip != null || now.Bandwidth != null)
            return false;
        return now.Entity == null || now.Group.Queues.Length == 1
            || (now.Average.Value == now.Load && now.Contribution == contribution
                && EntitySnapshot.SameTime(averagedAt, now.Average.At, first, second));
    }

    // The queue is one period later than it was taken.
    public void Learn() => minVruntime = queue.MinVruntime - minVruntime;

    public readonly void Advance(long k, long first, long time)
    {
        var rise = k * minVruntime;
        queue.MinVruntime += rise;
        queue.Waiting.Shift(rise);
        if (queue.Curr is { } running)
            running.Vruntime += rise;
        if (queue.Entity != null && queue.Average.At > first)
            queue.Average.Start(queue.Average.At + time, queue.Average.Value);
    }
}
