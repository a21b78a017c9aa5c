namespace CloudSim.Net.Scheduling;

/// <summary>Who waits for a task's work, in order of the marks. Most tasks have one waiter at a time: it needs no queue.</summary>
internal struct MarkQueue
{
    private object? first; // an event, or what is called
    private long firstMark;
    private Queue<(long Mark, object Waiter)>? more;

    /// <summary>Whether nobody waits.</summary>
    public readonly bool IsEmpty => first is null;

    /// <summary>The first mark: work consumed, in nanoseconds; somebody waits.</summary>
    public readonly long Mark => firstMark;

    /// <summary>Somebody waits behind all others; no mark is less than one before it.</summary>
    public void Enqueue(long mark, object waiter)
    {
        if (first is null)
            (first, firstMark) = (waiter, mark);
        else
            (more ??= new()).Enqueue((mark, waiter));
    }

    /// <summary>Takes out the first waiter; somebody waits.</summary>
    public object Dequeue()
    {
        var waiter = first!;
        if (more is { Count: > 0 })
            (firstMark, first) = more.Dequeue();
        else
            first = null;
        return waiter;
    }

    /// <summary>The work up to each mark takes longer, or shorter, from now on.</summary>
    /// <param name="from">Work consumed now; no mark is less.</param>
    /// <param name="scale">New time for each of the old one.</param>
    public void Rescale(long from, double scale)
    {
        firstMark = from + Scaled(firstMark - from, scale);
        for (var left = more?.Count ?? 0; left > 0; left--)
        {
            var (mark, waiter) = more!.Dequeue();
            more.Enqueue((from + Scaled(mark - from, scale), waiter));
        }
    }

    /// <summary>Work of another length: whole nanoseconds, at least one where there was any, never more than a longer one.</summary>
    public static long Scaled(long work, double scale) =>
        work is 0 or >= CpuTask.Forever / 2 ? work : Math.Max(1, checked((long)Math.Round(work * scale)));

    /// <summary>Nobody waits any more.</summary>
    public void Clear()
    {
        first = null;
        more?.Clear();
    }
}
