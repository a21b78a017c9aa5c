namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>Why an entity joins a run queue.</summary>
[Flags]
internal enum EnqueueFlags
{
    /// <summary>It is new or was moved: its vruntime is relative to the queue's minimum.</summary>
    Moved = 0,

    /// <summary>It wakes, and slept on this queue: its vruntime is absolute.</summary>
    Wakeup = 1,

    /// <summary>It wakes on another CPU than it slept on: relative, and placed.</summary>
    Migrated = 2,

    /// <summary>It wakes elsewhere.</summary>
    WakeupMigrated = Wakeup | Migrated,
}
