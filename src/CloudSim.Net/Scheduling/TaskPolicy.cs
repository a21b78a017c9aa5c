namespace CloudSim.Net.Scheduling;

/// <summary>
/// The scheduling policy of a task (<c>sched_setscheduler</c>): three within the fair class, two of the real-time class above it.
/// </summary>
public enum TaskPolicy
{
    /// <summary>SCHED_NORMAL: an interactive task, may preempt others when it wakes.</summary>
    Normal,

    /// <summary>SCHED_BATCH: never preempts others when it wakes.</summary>
    Batch,

    /// <summary>
    /// SCHED_IDLE: weight 3, gives way to every other task at once; a CPU that runs nothing else counts as idle where a task is placed
    /// (<c>sched_idle_cpu</c>).
    /// </summary>
    Idle,

    /// <summary>SCHED_FIFO: runs before every fair task until it sleeps or one of higher priority wakes.</summary>
    Fifo,

    /// <summary>SCHED_RR: as <see cref="Fifo"/>, but takes turns with others of its priority.</summary>
    RoundRobin,
}
