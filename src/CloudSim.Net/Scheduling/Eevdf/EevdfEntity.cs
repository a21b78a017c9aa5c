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
    public long Weight, Vruntime, Deadline, Lag, DeadlineAtPick;
    public int Depth;
    public bool OnRq;

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
