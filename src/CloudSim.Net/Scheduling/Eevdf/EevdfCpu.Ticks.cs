namespace CloudSim.Net.Scheduling.Eevdf;

/// <content>
/// The tick on this CPU. Every busy CPU of a kernel ticks; here one whose task is alone does not have to, as all that its ticks change is
/// made up for when somebody looks.
/// </content>
internal sealed partial class EevdfCpu
{
    public override bool WantsTick => NrTasks > 1 || (currEntity != null && !IsAlone(currEntity));

    public override void Tick()
    {
        if (currEntity == null)
        {
            base.Tick();
            return;
        }

        InTick = true;
        Update();
        CountTick();
        if (NrRunning > 1)
            Curr!.OverheadLeft += Scheduler.TickCostNs;
        for (var level = currEntity; level != null; level = level.Parent)
        {
            level.Queue!.UpdateCurr();
            EevdfGroup.Reweight(level);
        }

        InTick = false;
        if (IsEnding)
            return;
        if (NeedResched && !KeepsCpu)
            Schedule();
        else
            Arm();
    }

    /// <summary>Ticks after one instant and before another that this CPU has not taken, as nothing depended on them.</summary>
    public long MissedTicks(long since, long now, int competing)
    {
        var last = Scheduler.LastTickBefore(now);
        // Where somebody competes each tick was taken. A virtual CPU has them at other instants of its clock; alone it is as if it had
        // them at whole ones.
        return last <= since || !Scheduler.Rules.SkipTicks || competing > 1 ? 0
            : ((last - since - 1) / Scheduler.TickNs) + 1;
    }

    protected override void OnTick()
    {
    }

    // Nothing competes at any level, no quota is used, and no weight is to follow what happened on other CPUs.
    private bool IsAlone(EevdfEntity entity)
    {
        if (!Scheduler.Rules.SkipTicks)
            return false;
        for (var level = entity; level != null; level = level.Parent)
            if (level.Queue!.Count > 1 || level.Queue.Bandwidth != null || !EevdfGroup.IsUpToDate(level))
                return false;
        return true;
    }
}
