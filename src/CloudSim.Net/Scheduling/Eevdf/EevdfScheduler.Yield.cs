using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <content>A task that gives its turn to another one.</content>
public sealed partial class EevdfScheduler
{
    // yield_to_task_fair and yield_task_fair: the task's own deadline is put off by a slice, if it is not alone. The other one is a next
    // buddy; up to 6.11 nobody looks at that by default (NEXT_BUDDY is off): who is due first runs.
    internal override YieldResult YieldTo(CpuTask from, CpuTask to)
    {
        if (from is not { Status: TaskState.Running, State: EevdfEntity mine }
            || to is not { Status: TaskState.Runnable, State: EevdfEntity its })
            return YieldResult.NotWaiting;
        var (here, there) = (Processors[from.Cpu], Processors[to.Cpu]);
        if (here.NrRunning == 1 && there.NrRunning == 1)
            return YieldResult.InVain;
        if (!its.OnRq || its.Queue!.ThrottleCount > 0)
            return YieldResult.NotWaiting;
        here.Update();
        EevdfQueue.SetNextBuddy(its);
        if (here.NrRunning > 1)
        {
            EevdfQueue.ClearBuddies(mine);
            mine.Deadline += mine.Virtual(mine.Slice);
        }

        if (here != there)
            there.Resched();
        here.Resched();
        return YieldResult.Given;
    }
}
