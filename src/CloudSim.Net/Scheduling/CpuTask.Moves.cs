namespace CloudSim.Net.Scheduling;

/// <content>A task that has moved to another machine.</content>
public sealed partial class CpuTask
{
    /// <summary>It exits when what it was asked for so far is done; nobody asks for more.</summary>
    /// <param name="then">Called when it has.</param>
    internal void ExitWhenDone(Action? then = null)
    {
        if (Remaining == 0)
            End();
        else
            Done = End;

        void End()
        {
            Exit();
            then?.Invoke();
        }
    }

    /// <summary>It belongs to another scheduler from now on: it sleeps there; if frozen, with its work withheld.</summary>
    internal void Settle(CpuScheduler to, TaskGroup group, double scale)
    {
        (Scheduler, Group, Status) = (to, group, TaskState.Sleeping);
        (Cpu, MemoryNode, CacheNode) = (-1, -1, -1);
        (Speed, SpeedRest, TakenShare) = (CpuSpeed.Full, 0, 0);
        if (Footprint != null)
            Footprint = to.Footprint();
        if (scale == 1 || IsOccupied)
            return;
        marks.Rescale(Consumed, scale);
        withheld = MarkQueue.Scaled(withheld, scale);
    }
}
