using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Cfs;

/// <content>A task that gives its turn to another one.</content>
public sealed partial class CfsScheduler
{
    // yield_to with yield_to_task_fair: the other is the next buddy of its queue at every level, this one the one to skip; each CPU picks
    // anew. A buddy too far to the right is not picked: nobody gets more than fairness allows.
    internal override YieldResult YieldTo(CpuTask from, CpuTask to)
    {
        CatchUp();
        if (from is not { Status: TaskState.Running, State: CfsEntity mine }
            || to is not { Status: TaskState.Runnable, State: CfsEntity its })
            return YieldResult.NotWaiting;
        var (here, there) = (Processors[from.Cpu], Processors[to.Cpu]);
        if (here.NrRunning == 1 && there.NrRunning == 1)
            return YieldResult.InVain;
        if (!its.OnRq || its.Queue!.ThrottleCount > 0)
            return YieldResult.NotWaiting;
        Changes++;
        CfsRunQueue.SetNextBuddy(its);
        if (here.NrRunning > 1)
        {
            CfsRunQueue.ClearBuddies(mine);
            CfsRunQueue.SetSkipBuddy(mine);
        }

        if (here != there)
            there.Resched();
        here.Resched();
        return YieldResult.Given;
    }
}
