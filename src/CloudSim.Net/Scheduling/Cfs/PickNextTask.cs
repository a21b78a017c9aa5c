namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>Which task runs next, and what is put back and taken out on the way (<c>pick_next_task_fair</c>).</summary>
internal static class PickNextTask
{
    // pick_next_task_fair: from the root down; where the path of the last task is left, its entities are put back.
    public static CfsEntity? From(CfsRunQueue root, CfsEntity? prev)
    {
        if (root.NrRunning == 0)
            return null;
        CfsEntity pick;
        var queue = root;
        while (prev != null)
        {
            var curr = queue.Curr;
            if (curr != null)
            {
                if (curr.OnRq)
                    queue.UpdateCurr();
                else
                    curr = null;
                if (queue.Bandwidth is { } bandwidth && bandwidth.CheckRuntime())
                {
                    if (root.NrRunning == 0)
                        return null;
                    PutPrevTask(prev);
                    prev = null;
                    queue = root;
                    break;
                }
            }

            pick = queue.PickNextEntity(curr);
            if (pick.MyQueue is { } below)
            {
                queue = below;
                continue;
            }

            if (pick != prev)
                Replace(prev, pick);
            return pick;
        }

        for (queue = root; ; queue = pick.MyQueue)
        {
            pick = queue.PickNextEntity(null);
            queue.SetNextEntity(pick);
            if (pick.MyQueue == null)
                return pick;
        }
    }

    private static void Replace(CfsEntity prev, CfsEntity pick)
    {
        while (pick.Queue != prev.Queue)
        {
            var (depth, prevDepth) = (pick.Depth, prev.Depth);
            if (depth <= prevDepth)
            {
                prev.Queue!.PutPrevEntity(prev);
                prev = prev.Parent!;
            }

            if (depth >= prevDepth)
            {
                pick.Queue!.SetNextEntity(pick);
                pick = pick.Parent!;
            }
        }

        prev.Queue!.PutPrevEntity(prev);
        pick.Queue!.SetNextEntity(pick);
    }

    public static void PutPrevTask(CfsEntity prev)
    {
        for (var level = prev; level != null; level = level.Parent)
            level.Queue!.PutPrevEntity(level);
    }
}
