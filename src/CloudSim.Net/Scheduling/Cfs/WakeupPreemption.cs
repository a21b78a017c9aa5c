namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>Whether a task that wakes takes the CPU from the running one (<c>check_preempt_wakeup</c>).</summary>
internal static class WakeupPreemption
{
    public static void Check(CfsCpu cpu, CfsEntity wakee)
    {
        var curr = cpu.CurrEntity!;
        // While a switch is pending a further wake-up changes no buddy.
        if (curr == wakee || wakee.Queue!.ThrottleCount > 0 || cpu.NeedResched)
            return;
        if (curr.IsIdle && !wakee.IsIdle)
        {
            cpu.Resched();
            return;
        }

        if (wakee.Task!.Policy != TaskPolicy.Normal || !cpu.Rules.WakeupPreemption)
            return;
        var many = curr.Queue!.NrRunning >= Rules.SchedNrLatency;
        (curr, wakee) = InOneQueue(curr, wakee);
        if (curr.IsIdle != wakee.IsIdle)
        {
            if (curr.IsIdle)
                cpu.Resched();
            return;
        }

        curr.Queue!.UpdateCurr();
        if (curr.Queue.WakeupPreemptEntity(curr, wakee) != 1)
            return;
        CfsRunQueue.SetNextBuddy(wakee);
        cpu.Resched();
        if (cpu.Rules.LastBuddy && many && curr.OnRq && curr.Task != null)
            CfsRunQueue.SetLastBuddy(curr);
    }

    // find_matching_se: the ancestors of both that share a queue.
    private static (CfsEntity Curr, CfsEntity Wakee) InOneQueue(CfsEntity curr, CfsEntity wakee)
    {
        while (curr.Queue != wakee.Queue)
        {
            var (depth, otherDepth) = (curr.Depth, wakee.Depth);
            if (depth >= otherDepth)
                curr = curr.Parent!;
            if (otherDepth >= depth)
                wakee = wakee.Parent!;
        }

        return (curr, wakee);
    }
}
