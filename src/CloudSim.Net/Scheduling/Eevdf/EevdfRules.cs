using CloudSim.Net.Scheduling.Quotas;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <summary>The tunables in the form that the hot paths use: integer nanoseconds.</summary>
internal sealed class EevdfRules(EevdfTunables tunables)
{
    public readonly long BaseSlice = Ns(tunables.BaseSlice);
    public readonly long TickJitter = Ns(tunables.TickJitter);
    public readonly bool SkipTicks = tunables.SkipTicks;
    public readonly bool RunToParity = tunables.RunToParity;
    public readonly bool PlaceLag = tunables.PlaceLag;
    public readonly bool PlaceDeadlineInitial = tunables.PlaceDeadlineInitial;
    public readonly bool PlaceRelDeadline = tunables.PlaceRelDeadline;
    public readonly bool PreemptShort = tunables.PreemptShort;
    public readonly bool PickBuddy = tunables.PickBuddy;
    public readonly bool DelayDequeue = tunables.DelayDequeue;
    public readonly bool DelayZero = tunables.DelayZero;
    public readonly bool CustomSlices = tunables.CustomSlices;
    public readonly bool WakeupPreemption = tunables.WakeupPreemption;
    public readonly BandwidthRules Bandwidth = new(Ns(tunables.BandwidthSlice), Ns(tunables.BandwidthKeep), Ns(tunables.SlackPeriod),
        Ns(tunables.SlackExpiration), Ns(tunables.KernelTime), Debt: true);

    private static long Ns(TimeSpan time) => time.Ticks * 100;
}
