namespace CloudSim.Net.Scheduling;

/// <summary>One time slice of a task on a CPU, when it is over.</summary>
/// <param name="Task">The task.</param>
/// <param name="Cpu">The CPU.</param>
/// <param name="WaitNs">How long the task waited for it, runnable (throttled time counts), in nanoseconds.</param>
/// <param name="StartNs">When it began, in nanoseconds since the start of the simulation.</param>
/// <param name="EndNs">When it ended.</param>
/// <param name="Slept">Whether the task gave the CPU up, because it slept or ended.</param>
public readonly record struct TimeSlice(CpuTask Task, int Cpu, long WaitNs, long StartNs, long EndNs, bool Slept)
{
    /// <summary>How long it was, in nanoseconds.</summary>
    public long LengthNs => EndNs - StartNs;
}
