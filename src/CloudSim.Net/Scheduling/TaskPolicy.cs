namespace CloudSim.Net.Scheduling;

/// <summary>The scheduling policy of a task within the fair class.</summary>
public enum TaskPolicy
{
    /// <summary>SCHED_NORMAL: an interactive task, may preempt others when it wakes.</summary>
    Normal,

    /// <summary>SCHED_BATCH: never preempts others when it wakes.</summary>
    Batch,

    /// <summary>SCHED_IDLE: weight 3, gives way to every other task at once.</summary>
    Idle,
}
