
namespace CloudSim.Net.Scheduling.Fluid;

/// <summary>A task with work: it gets at most one CPU.</summary>
internal sealed class FluidTask : FluidMember
{
    public readonly CpuTask Task;

    /// <summary>The class's clock when the task's <see cref="CpuTask.Consumed"/> was right.</summary>
    public double Start;

    /// <summary>What the task will have consumed at its tag, in nanoseconds.</summary>
    public long Target;

    /// <summary>When the task last ran out of work, in nanoseconds of simulated time.</summary>
    public long SleptAt = -1;

    /// <summary>Who is told after it that its work has ended.</summary>
    public FluidTask? NextEnded;

    public FluidTask(CpuTask task)
        : base((FluidGroup)task.Group.State)
    {
        Task = task;
        Weight = (task.Policy == TaskPolicy.Idle ? LoadWeight.IdlePolicy : LoadWeight.OfNice(task.Nice)) / (double)LoadWeight.Nice0;
    }

    /// <summary>Work consumed when the class's clock shows this, beyond what the task has accounted, in nanoseconds.</summary>
    public long Progress(double clock) => Math.Clamp((long)Math.Round(clock - Start), 0, Target - Task.Consumed);

    /// <summary>Sets the tag for the task's next mark, from this reading of the clock on.</summary>
    public void Aim(double start)
    {
        (Start, Target) = (start, Task.NextMark);
        Tag = start + (Target - Task.Consumed);
    }
}
