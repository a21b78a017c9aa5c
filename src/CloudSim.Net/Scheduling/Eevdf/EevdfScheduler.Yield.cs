using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <content>A task that gives its turn to another one.</content>
public sealed partial class EevdfScheduler
{
    // yield_task_fair: the deadline is put off by a slice. The other one is a next buddy, which pick_eevdf looks at only with the feature
    // NEXT_BUDDY, off by default: who is due first runs.
    internal override YieldResult YieldTo(CpuTask from, CpuTask to)
    {
        if (from is not { Status: TaskState.Running, State: EevdfEntity mine }
            || to is not { Status: TaskState.Runnable, State: EevdfEntity })
            return YieldResult.NotWaiting;
        var (here, there) = (Processors[from.Cpu], Processors[to.Cpu]);
        if (here.NrRunning == 1 && there.NrRunning == 1)
            return YieldResult.InVain;
        here.Update();
        for (var level = mine; level is { OnRq: true }; level = level.Parent)
            level.Deadline += level.Virtual(here.SliceOf(level));
        if (here != there)
            there.Resched();
        here.Resched();
        return YieldResult.Given;
    }
}
