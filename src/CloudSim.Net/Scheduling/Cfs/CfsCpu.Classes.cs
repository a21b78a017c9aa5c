using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.RealTime;

namespace CloudSim.Net.Scheduling.Cfs;

/// <content>The class above the fair one, and the pace of the running task. While a real-time task runs, the fair class has no running task here.</content>
internal sealed partial class CfsCpu
{
    private Utilization realTime;
    private long realTimeNs;

    public RtQueue? RealTime { get; set; }

    public CpuTask? Running { get; private set; }

    /// <summary>Tasks with work, of all classes (<c>nr_running</c>).</summary>
    public int NrRunning => Root.HNrRunning + (RealTime?.NrRunning ?? 0);

    /// <summary>Whether all tasks here are SCHED_IDLE (<c>sched_idle_cpu</c>).</summary>
    public bool IsSchedIdle
    {
        get
        {
            if (Root.HNrRunning == 0 || RealTime is { NrRunning: > 0 })
                return false;
            for (var entity = Tasks.First; entity != null; entity = entity.LessRecent)
                if (!entity.IsIdle && entity.Queue!.ThrottleCount == 0)
                    return false;
            return true;
        }
    }

    // scale_rt_capacity: the part of the CPU that real-time tasks leave, by their average; 1 = all.
    public double CapacityAt(long now) => RealTime == null ? 1 : CapacityBeside(RealTime, now);

    private double CapacityBeside(RtQueue queue, long now)
    {
        realTime.Update(now, realTimeNs + (queue.Curr is { } task ? task.TimeSince(now) : 0));
        return Math.Max(1, Cfs.Utilization.Full - realTime.Value) / Cfs.Utilization.Full;
    }

    public void ChargeRunning()
    {
        if (RealTime is { Curr: { } task } queue)
        {
            var now = Now;
            var delta = now - task.ExecStart;
            if (delta <= 0)
                return;
            var charged = TaskTurn.Charge(task, now, delta);
            BusyNs += charged;
            realTimeNs += charged;
            Scheduler.RealTime!.Ran(queue, delta);
        }
        else
        {
            Curr?.Queue!.UpdateCurr();
        }
    }

    public void Retime()
    {
        if (Running is { Status: TaskState.Running })
            Arm();
    }

    private CpuTask? PickRealTime(ref bool voluntary)
    {
        if (RealTime == null || (RealTime.Curr == null && RealTime.NrRunning == 0))
            return null;
        if (RealTime.Curr != null)
            ChargeRunning();
        return Scheduler.RealTime!.PickNext(RealTime, ref voluntary);
    }

    private void PushRealTime()
    {
        if (RealTime is { NrRunning: > 1 })
            Scheduler.RealTime!.Push(RealTime);
    }

    private void TickRealTime()
    {
        if (RealTime is not { Curr: not null })
            return;
        ChargeRunning();
        Scheduler.RealTime!.Tick(RealTime);
    }

    // What was done so far was done at the pace of before.
    private void SetPace(CpuTask task, Pacing pacing)
    {
        var pace = pacing.PaceOf(task, Index);
        if (pace == task.Pace)
            return;
        ChargeRunning();
        task.Pace = pace;
    }
}
