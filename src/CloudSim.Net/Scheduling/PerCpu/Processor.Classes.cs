using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.LoadTracking;
using CloudSim.Net.Scheduling.RealTime;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <content>The real-time class above that of the deriving class, and the speed of the running task.</content>
internal abstract partial class Processor
{
    private Utilization realTime, all;
    private long realTimeNs;

    public RtQueue? RealTime { get; set; }

    public CpuTask? Running => Curr;

    /// <summary>Tasks with work, of all classes (<c>nr_running</c>).</summary>
    public int NrRunning => NrTasks + (RealTime?.NrRunning ?? 0);

    /// <summary>Whether a task of the deriving class waits.</summary>
    public bool HasWaiting => NrTasks > (Curr is { Priority: 0 } ? 1 : 0);

    public bool NeedsTick => WantsTick || Curr is { Priority: > 0 };

    // scale_rt_capacity: the part of the CPU that real-time tasks leave, by their average; 1 = all.
    public double CapacityAt(long now)
    {
        if (RealTime == null)
            return 1;
        realTime.Update(now, realTimeNs + (Curr is { Priority: > 0 } task ? task.TimeSince(now) : 0));
        return Math.Max(1, Utilization.Full - realTime.Value) / Utilization.Full;
    }

    public double UtilizationAt(long now) => all.Update(now, BusyNs + (Curr?.TimeSince(now) ?? 0));

    public void ChargeRunning() => Update();

    public void Schedule() => Schedule(expel: false);

    public virtual void CountRunning()
    {
    }

    public void Retime() => Arm();

    // The running task gives way to a higher class but still has work.
    protected virtual void PutPrevious()
    {
    }

    private CpuTask? PickRealTime(ref bool voluntary) =>
        RealTime == null || (RealTime.Curr == null && RealTime.NrRunning == 0) ? null
            : scheduler.RealTime!.PickNext(RealTime, ref voluntary);

    private void RealTimeRan(long charged, long delta)
    {
        realTimeNs += charged;
        scheduler.RealTime!.Ran(RealTime!, delta);
    }

    // What was done so far was done at the speed of before.
    private void SetSpeed(CpuTask task, TaskSpeeds speeds)
    {
        var speed = speeds.SpeedOf(task, Index);
        if (speed == task.Speed)
            return;
        Update();
        task.Speed = speed;
    }
}
