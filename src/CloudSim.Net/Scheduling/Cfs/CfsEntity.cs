using CloudSim.Net.Scheduling.LoadTracking;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>A task, or a group on one CPU, as a run queue sees it (<c>sched_entity</c>).</summary>
internal sealed class CfsEntity
{
    // Weights carry ten more bits than the kernel shows, so that a share of a group may be fine (scale_load).
    public const int WeightShift = 10;
    public const long UnitWeight = (long)LoadWeight.Nice0 << WeightShift;

    public readonly CpuTask? Task;
    public readonly CfsRunQueue? MyQueue;
    public CfsRunQueue? Queue;
    public CfsEntity? Parent;
    public CfsEntity? MoreRecent, LessRecent;
    public long Weight, Vruntime, SumExecRuntime, PrevSumExecRuntime, ExecStart;
    public LoadAverage Average;
    public Utilization Utilization;
    public int Depth;
    public WakeHistory Wakes;
    public bool OnRq, IsIdle;

    public CfsEntity(CpuTask task)
    {
        Task = task;
        IsIdle = task.Policy == TaskPolicy.Idle;
        Weight = (long)(IsIdle ? LoadWeight.IdlePolicy : LoadWeight.OfNice(task.Nice)) << WeightShift;
    }

    public CfsEntity(CfsRunQueue myQueue, CfsRunQueue queue, CfsEntity? parent)
    {
        MyQueue = myQueue;
        Join(queue, parent);
    }

    public void Join(CfsRunQueue queue, CfsEntity? parent)
    {
        (Queue, Parent) = (queue, parent);
        Depth = parent == null ? 0 : parent.Depth + 1;
    }

    // The task's own load: its weight while it is runnable.
    public double LoadAt(long now) => Average.Update(now, OnRq ? Weight : 0);

    public double UtilizationAt(long now) => Utilization.Update(now, SumExecRuntime);

    // Whether it, or a group that it is in, is idle (idle_h_nr_running counts both).
    public bool IsWithinIdle => IsIdle || Parent is { IsWithinIdle: true };

    // calc_delta_fair: real time to virtual time.
    public long Virtual(long delta) => Weight == UnitWeight ? delta
        : delta < 1L << 42 ? delta * UnitWeight / Weight
        : (long)((Int128)delta * UnitWeight / Weight);
}
