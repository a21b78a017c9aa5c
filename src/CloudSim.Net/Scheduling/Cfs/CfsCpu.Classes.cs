using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.LoadTracking;
using CloudSim.Net.Scheduling.RealTime;

namespace CloudSim.Net.Scheduling.Cfs;

/// <content>
/// The class above the fair one, and the speed of the running task. While a real-time task runs, the fair class has no running task here.
/// </content>
internal sealed partial class CfsCpu
{
    private TaskSpeeds? speeds;
    private Utilization realTime;
    private long realTimeNs;

    public RtQueue? RealTime { get; set; }

    public CpuTask? Running => Curr != null ? Curr.Task : RealTime?.Curr;

    /// <summary>Tasks with work, of all classes (<c>nr_running</c>).</summary>
    public int NrRunning => Root.HNrRunning + (RealTime?.NrRunning ?? 0);

    /// <summary>Whether all tasks here are SCHED_IDLE (<c>sched_idle_cpu</c>).</summary>
    public bool IsSchedIdle
    {
        get
        {
            if (Root.HNrRunning == 0 || RealTime is { NrRunning: > 0 })
                return false;
            for (var entity = Tasks.First; entity != null; entity = Tasks.After(entity))
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
        return Math.Max(1, LoadTracking.Utilization.Full - realTime.Value) / LoadTracking.Utilization.Full;
    }

    public void ChargeRunning()
    {
        if (Curr == null && RealTime is { Curr: { } task } queue)
        {
            var now = Now;
            var delta = now - task.ExecStart;
            if (delta <= 0)
                return;
            var charged = CurrentSlice.Charge(task, now, delta);
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

    public void UseSpeeds(TaskSpeeds of) => speeds = of;

    private bool WantsTickBeside(RtQueue queue) => queue.Curr != null || (Curr != null && queue.NrRunning > 0);

    private void ScheduleBesideRealTime(CfsEntity? prev, bool voluntary, RtQueue queue)
    {
        if (queue.Curr != null)
            ChargeRunning();
        var off = prev?.Task ?? queue.Curr;
        var on = queue.Curr == null && queue.NrRunning == 0 ? null : Scheduler.RealTime!.PickNext(queue, ref voluntary);
        if (on == null)
        {
            on = PickNextFair(prev)?.Task;
        }
        else if (prev != null)
        {
            PickNextTask.PutPrevTask(prev);
            Curr = null;
        }

        if (on != off)
            Switch(off, on, voluntary);
        else if (on == null)
            Scheduler.SetIdle(Index);
        Arm();
        if (queue.NrRunning > 1)
            Scheduler.RealTime!.Push(queue);
    }

    private void TickRealTime()
    {
        if (RealTime is not { Curr: { } task })
            return;
        inTick = true;
        if (Rules.TickCost > 0)
            task.OverheadLeft += Rules.TickCost;
        ChargeRunning();
        Scheduler.RealTime!.Tick(RealTime);
    }

    // What was done so far was done at the speed of before.
    private long TimeAtSpeed(CpuTask task, TaskSpeeds speeds)
    {
        var speed = speeds.SpeedOf(task, Index);
        if (speed != task.Speed)
        {
            ChargeRunning();
            task.Speed = speed;
        }

        return task.TimeFor(task.NextMark - task.Consumed);
    }
}
