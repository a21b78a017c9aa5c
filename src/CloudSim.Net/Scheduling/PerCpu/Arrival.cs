namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>Why a task joins a run queue.</summary>
internal enum Arrival
{
    /// <summary>It has work for the first time.</summary>
    New,

    /// <summary>It wakes up.</summary>
    Woken,

    /// <summary>It had work on another CPU.</summary>
    Moved,
}
