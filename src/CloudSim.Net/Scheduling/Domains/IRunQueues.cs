namespace CloudSim.Net.Scheduling.Domains;

/// <summary>What placement and balancing over domains ask of the run queues, whichever scheduler they are of.</summary>
internal interface IRunQueues
{
    DomainTree Domains { get; }

    /// <summary>Whether the CPU runs nothing.</summary>
    bool IsIdle(int cpu);

    /// <summary>Whether the CPU runs SCHED_IDLE tasks only (<c>sched_idle_cpu</c>).</summary>
    bool IsSchedIdle(int cpu);

    /// <summary>Tasks with work, of all classes.</summary>
    int Running(int cpu);

    /// <summary>Fair tasks with work (<c>h_nr_running</c>).</summary>
    int FairRunning(int cpu);

    /// <summary>Load of the fair tasks, in weights.</summary>
    double Load(int cpu);

    /// <summary>The part of the CPU that real-time tasks leave to fair ones, more than 0 to 1.</summary>
    double Capacity(int cpu);

    /// <summary>How busy the CPU was of late, 0..1024.</summary>
    double Utilization(int cpu);

    /// <summary>Whether a task that waits on the one CPU may use the other.</summary>
    bool HasFor(int cpu, int from);

    /// <summary>Moves waiting tasks (<c>detach_tasks</c>): so many, or so much load; true if one moved.</summary>
    bool Detach(int from, int to, in Imbalance imbalance);

    /// <summary>Moves the running fair task (<c>active_load_balance_cpu_stop</c>); true if it may.</summary>
    bool MoveRunning(int from, int to);
}
