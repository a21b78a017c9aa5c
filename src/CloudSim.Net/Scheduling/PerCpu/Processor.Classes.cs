using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.LoadTracking;
using CloudSim.Net.Scheduling.RealTime;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <content>The real-time class above that of the deriving class, and the speed of the running task.</content>
internal abstract partial class Processor
{
    private Utilization realTime;
    private long realTimeNs;

    public RtQueue? RealTime { get; set; }

    public CpuTask? Running => Curr;

    /// <summary>Tasks with work, of all classes (<c>nr_running</c>).</summary>
    public int NrRunning => NrTasks + (RealTime?.NrRunning ?? 0);

    /// <summary>The average of the part that real-time tasks took, as <see cref="CapacityAt"/> last brought it up to date.</summary>
    public ref Utilization RealTimeAverage => ref realTime;

    // scale_rt_capacity: the part of the CPU that real-time tasks leave, by their average; 1 = all.
    public double CapacityAt(long now) => RealTime == null ? 1 : CapacityBesideRealTime(now);

    public void ChargeRunning() => Update();

    public virtual void CountRunning()
    {
    }

    public void Retime()
    {
        scheduler.CatchUp();
        Arm();
    }

    protected void ChargeRealTime(CpuTask task)
    {
        var now = TaskClock;
        var delta = now - task.ExecStart;
        if (delta <= 0)
            return;
        var charged = CurrentSlice.Charge(task, now, delta);
        BusyNs += charged;
        realTimeNs += charged;
        scheduler.RealTime!.Ran(RealTime!, delta);
    }

    private double CapacityBesideRealTime(long now)
    {
        realTime.Update(now, realTimeNs + (Curr is { Priority: > 0 } task ? task.TimeSince(TaskClockAt(now)) : 0));
        return Math.Max(1, Utilization.Full - realTime.Value) / Utilization.Full;
    }

    // What was done so far was done at the speed of before.
    private void SetSpeed(CpuTask task, TaskSpeeds speeds)
    {
        var speed = speeds.SpeedOf(task, Index);
        var taken = scheduler.Background?.Share ?? 0;
        if (taken > 0)
            speed = speed * (CpuSpeed.Full - taken) >> CpuSpeed.Shift;
        if (speed == task.Speed && taken == task.TakenShare)
            return;
        Update();
        (task.Speed, task.TakenShare) = (speed, taken);
    }
}
