namespace CloudSim.Net.Scheduling;

/// <summary>A lock that a task holds or waits for.</summary>
internal interface IHeldLock
{
    /// <summary>The task exits: it gives the lock up, or its place among those who wait.</summary>
    void Abandon(CpuTask task);
}
