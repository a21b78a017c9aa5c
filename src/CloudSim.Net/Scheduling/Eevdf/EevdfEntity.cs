namespace CloudSim.Net.Scheduling.Eevdf;

/// <summary>
/// A task, or a group on one CPU, as a run queue sees it (<c>sched_entity</c>). Virtual times are nanoseconds of a task of nice 0.
/// </summary>
internal sealed class EevdfEntity
{
    public readonly CpuTask? Task;
    public readonly EevdfQueue? MyQueue;
    public readonly bool IsIdle;
    public EevdfQueue? Queue;
    public EevdfEntity? Parent;
    public long Weight, Vruntime, Deadline, Lag, DeadlineAtPick, Slice, ExecStart;
    public int Depth;

    /// <summary>Whether it is queued; one that sleeps may still be (<see cref="IsDelayed"/>).</summary>
    public bool OnRq;

    /// <summary>Whether it has gone to sleep, or has become empty, and pays what it had too much before it leaves
    /// (<c>sched_delayed</c>).</summary>
    public bool IsDelayed;

    /// <summary>Whether the deadline is relative to the virtual time at which it is placed next (<c>rel_deadline</c>).</summary>
    public bool HasRelativeDeadline;

    public EevdfEntity(CpuTask task)
    {
        Task = task;
        IsIdle = task.Policy == TaskPolicy.Idle;
        Weight = IsIdle ? LoadWeight.IdlePolicy : LoadWeight.OfNice(task.Nice);
    }

    public EevdfEntity(EevdfQueue myQueue, EevdfQueue queue)
    {
        MyQueue = myQueue;
        Join(queue);
    }

    public void Join(EevdfQueue queue)
    {
        (Queue, Parent) = (queue, queue.Entity);
        Depth = Parent == null ? 0 : Parent.Depth + 1;
    }

    // calc_delta_fair: real time to virtual time.
    public long Virtual(long delta) => Weight == LoadWeight.Nice0 ? delta : delta * LoadWeight.Nice0 / Weight;
}
