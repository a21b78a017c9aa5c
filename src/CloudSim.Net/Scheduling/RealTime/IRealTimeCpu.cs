namespace CloudSim.Net.Scheduling.RealTime;

/// <summary>What the real-time class asks of a CPU, whichever class rules below it.</summary>
internal interface IRealTimeCpu
{
    int Index { get; }

    /// <summary>The task that has the CPU, of any class.</summary>
    CpuTask? Running { get; }

    /// <summary>The CPU's real-time queue; set when the first real-time task is made.</summary>
    RtQueue? RealTime { get; set; }

    /// <summary>Brings the running task's time up to date.</summary>
    void ChargeRunning();

    /// <summary>Picks the next task when all that happens at this instant has happened.</summary>
    void Resched();

    /// <summary>Picks the next task now.</summary>
    void Schedule();

    /// <summary>The number of tasks here has changed.</summary>
    void CountRunning();
}
