using CloudSim.Net.Scheduling.RealTime;

namespace CloudSim.Net.Scheduling.Cfs;

/// <content>The tick on this CPU, and whether it is needed.</content>
internal sealed partial class CfsCpu
{
    public override void Tick()
    {
        if (CurrEntity == null)
        {
            TickRealTime();
            return;
        }

        InTick = true;
        CountTick();
        CurrEntity.Task!.OverheadLeft += Scheduler.TickCostNs;
        for (var level = CurrEntity; level != null; level = level.Parent)
            level.Queue!.EntityTick(level);
    }

    public void AfterTick()
    {
        InTick = false;
        if (IsEnding)
            return;
        if (NeedResched && !KeepsCpu)
            Schedule();
        else if (Curr != null)
            Arm();
    }

    public override bool WantsTick =>
        (CurrEntity != null && (Root.HNrRunning > 1 || IsLimited(CurrEntity))) || (RealTime != null && WantsTickBeside(RealTime));

    private bool WantsTickBeside(RtQueue queue) => queue.Curr != null || (CurrEntity != null && queue.NrRunning > 0);

    private void TickRealTime()
    {
        if (RealTime is not { Curr: { } task })
            return;
        InTick = true;
        CountTick();
        task.OverheadLeft += Scheduler.TickCostNs;
        Update();
        Scheduler.RealTime!.Tick(RealTime);
    }

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
