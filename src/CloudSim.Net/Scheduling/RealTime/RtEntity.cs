namespace CloudSim.Net.Scheduling.RealTime;

/// <summary>A real-time task as its run queue sees it (<c>sched_rt_entity</c>).</summary>
internal sealed class RtEntity(CpuTask task)
{
    public readonly CpuTask Task = task;
    public readonly int Priority = task.Priority;
    public RtEntity? Next, Previous;
    public long TicksLeft;
    public bool OnRq;
}
