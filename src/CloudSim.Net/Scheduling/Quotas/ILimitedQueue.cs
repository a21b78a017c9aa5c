namespace CloudSim.Net.Scheduling.Quotas;

/// <summary>The run queue of a group on one CPU, as far as the group's quota is concerned (<c>cfs_rq</c>).</summary>
internal interface ILimitedQueue
{
    /// <summary>The number of its CPU.</summary>
    int Cpu { get; }

    /// <summary>Whether an entity of it is the one that runs.</summary>
    bool HasCurr { get; }

    /// <summary>Whether it is off its parent's queue until there is runtime again.</summary>
    bool Throttled { get; }

    /// <summary>The running entity has used up what there was: its CPU is to pick anew.</summary>
    void Resched();

    /// <summary>Takes it off its parent's queue (throttle_cfs_rq).</summary>
    void Throttle();

    /// <summary>Puts it back (unthrottle_cfs_rq); an idle CPU takes it up.</summary>
    /// <param name="timerCpu">The CPU on which this is done: another one needs an interrupt first.</param>
    void Unthrottle(int timerCpu);
}
