namespace CloudSim.Net.Scheduling;

/// <content>How fast work is consumed while the task has a CPU.</content>
public sealed partial class CpuTask
{
    internal long Speed = CpuSpeed.Full, SpeedRest, TakenShare;
    internal int CacheNode = -1;
    private double? memoryShare;

    /// <summary>
    /// The NUMA node of the task's memory; -1 until it first runs: memory is taken where it is first touched (the kernel's local
    /// allocation).
    /// </summary>
    public int MemoryNode
    {
        get;
        set => field = value >= -1 && value < Scheduler.Topology.NumaNodes ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value,
                $"the machine has NUMA nodes 0..{Scheduler.Topology.NumaNodes - 1}");
    } = -1;

    /// <summary>
    /// Part of its time that the task waits for memory, with memory on its own node: 0..1. How much remote memory slows it down follows
    /// from it.
    /// </summary>
    public double MemoryShare
    {
        get => memoryShare ?? Scheduler.Topology.MemoryShare;
        set => memoryShare = value is >= 0 and <= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "a share is 0..1");
    }

    // The part of the time that the demand needs. The caller counts it as work: what it is more than work is taken off here, as overhead.
    internal long Slowed(long time)
    {
        var left = NextMark - Consumed;
        time = Math.Min(time, TimeFor(left));
        var work = CpuSpeed.Work(time, Speed, SpeedRest, out var rest);
        (work, SpeedRest) = work < left ? (work, rest) : (left, 0);
        var taken = TakenIn(time);
        if (taken > 0)
        {
            // others' time, which this CPU did meanwhile
            Group.DirectExec -= taken;
            Scheduler.TakenNs += taken;
        }

        OverheadTotal += time - work - taken;
        Consumed -= time - work;
        return time;
    }

    // Of the time since the last account, what the background work has taken.
    internal long TakenSince(long now) => TakenShare == 0 ? 0 : TakenIn(Math.Max(0, TimeSince(now) - OverheadLeft));

    private long TakenIn(long time) => (long)((Int128)time * TakenShare >> CpuSpeed.Shift);

    // Work done in so much time from the last account on, no more than is demanded.
    internal long WorkIn(long time) =>
        Math.Clamp(Speed == CpuSpeed.Full || time <= 0 ? time : CpuSpeed.Work(time, Speed, SpeedRest, out _), 0, NextMark - Consumed);

    // Time that so much work takes at the speed of now.
    internal long TimeFor(long work) => Speed == CpuSpeed.Full ? work : work > Forever / 2 ? work : CpuSpeed.Time(work, Speed, SpeedRest);

    // CPU time since the last account, no more than what remains to be done takes.
    internal long TimeSince(long now) => Math.Max(0, Math.Min(now - ExecStart, TimeFor(NextMark - Consumed) + OverheadLeft));

    internal long OverheadUnaccounted()
    {
        var clock = Scheduler.TaskClockOf(this);
        var time = TimeSince(clock);
        return time <= OverheadLeft ? time : time - WorkIn(time - OverheadLeft) - TakenSince(clock);
    }
}
