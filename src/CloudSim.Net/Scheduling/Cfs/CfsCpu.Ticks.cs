namespace CloudSim.Net.Scheduling.Cfs;

/// <content>The tick on this CPU, and whether it is needed.</content>
internal sealed partial class CfsCpu
{
    public void Tick()
    {
        if (Curr == null)
        {
            TickRealTime();
            return;
        }

        inTick = true;
        if (Rules.TickCost > 0)
            Curr.Task!.OverheadLeft += Rules.TickCost;
        for (var level = Curr; level != null; level = level.Parent)
            level.Queue!.EntityTick(level);
    }

    public void AfterTick()
    {
        inTick = false;
        if (ending)
            return;
        if (NeedResched)
            Schedule();
        else if (Curr != null || Running != null)
            Arm();
    }

    public bool WantsTick => (Curr != null && (Root.HNrRunning > 1 || IsLimited(Curr))) || (RealTime != null && WantsTickBeside(RealTime));

    private void NeedTick()
    {
        Ticking = true;
        Scheduler.StartTick(Index);
    }

    private static bool IsLimited(CfsEntity entity)
    {
        for (var level = entity; level != null; level = level.Parent)
            if (level.Queue!.Bandwidth != null)
                return true;
        return false;
    }
}
