using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <content>A task that gives its turn to another one.</content>
public sealed partial class EevdfScheduler
{
    // yield_task_fair: the task's own deadline is put off by a slice, if it is not alone. The other one is a next buddy, which pick_eevdf
    // of 6.6 looks at only with the feature NEXT_BUDDY, off by default: who is due first runs.
    internal override YieldResult YieldTo(CpuTask from, CpuTask to)
    {
        if (from is not { Status: TaskState.Running, State: EevdfEntity mine }
            || to is not { Status: TaskState.Runnable, State: EevdfEntity })
            return YieldResult.NotWaiting;
        var (here, there) = (Processors[from.Cpu], Processors[to.Cpu]);
        if (here.NrRunning == 1 && there.NrRunning == 1)
            return YieldResult.InVain;
        here.Update();
        if (here.NrRunning > 1)
            mine.Deadline += mine.Virtual(here.SliceOf(mine));
        if (here != there)
            there.Resched();
        here.Resched();
        return YieldResult.Given;
    }
}
