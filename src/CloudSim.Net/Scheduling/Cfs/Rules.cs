using CloudSim.Net.Scheduling.PerCpu;
using CloudSim.Net.Scheduling.Quotas;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>The tunables in the form that the hot paths use: integer nanoseconds.</summary>
internal sealed class Rules(CfsTunables tunables)
{
    public const int SchedNrLatency = 8;

    public readonly long Tick = PerCpuScheduler.TickOf(tunables.Hz);

    // nohz.next_blocked: 32 ms (LOAD_AVG_PERIOD) in whole ticks; the first tick after them looks.
    public readonly long BlockedPeriod = ((32L * tunables.Hz + 999) / 1000 + 1) * PerCpuScheduler.TickOf(tunables.Hz);
    public readonly long Latency = Ns(tunables.Latency);
    public readonly long MinGranularity = Ns(tunables.MinGranularity);
    public readonly long IdleMinGranularity = Ns(tunables.IdleMinGranularity);
    public readonly long WakeupGranularity = Ns(tunables.WakeupGranularity);
    public readonly long MigrationCost = Ns(tunables.MigrationCost);
    public readonly long KernelTime = Ns(tunables.KernelTime);
    public readonly long TickSkew = Ns(tunables.TickSkew);
    public readonly int NrMigrate = tunables.NrMigrate;
    public readonly int ImbalancePct = tunables.ImbalancePct;
    public readonly int BusyFactor = tunables.BusyFactor;
    public readonly long SleeperCredit =
        !tunables.SleeperCredit ? 0 : tunables.GentleFairSleepers ? Ns(tunables.Latency) / 2 : Ns(tunables.Latency);
    public readonly bool StartDebit = tunables.StartDebit;
    public readonly bool WakeupPreemption = tunables.WakeupPreemption;
    public readonly bool LastBuddy = tunables.LastBuddy;
    public readonly bool AltPeriod = tunables.AltPeriod;
    public readonly bool BaseSlice = tunables.BaseSlice;
    public readonly bool MinVruntimeMayGoBack = !tunables.MonotoneMinVruntime;
    public readonly bool SkipRounds = tunables.SkipRounds;
    public readonly BandwidthRules Bandwidth = new(Ns(tunables.BandwidthSlice), Ns(tunables.BandwidthKeep), Ns(tunables.SlackPeriod),
        Ns(tunables.SlackExpiration), Ns(tunables.KernelTime), tunables.BandwidthDebt, tunables.QuotaExpires);
    public readonly bool RandomPeriodPhase = tunables.RandomPeriodPhase;

    // The next instant after now that is a multiple of the length on the kernel's clock.
    public long Next(long now, long length) => now + length - (now + KernelTime) % length;

    private static long Ns(TimeSpan time) => time.Ticks * 100;
}
