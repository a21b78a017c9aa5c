namespace CloudSim.Net.Scheduling.Quotas;

/// <summary>The tunables of quotas in the form that the hot paths use: integer nanoseconds.</summary>
/// <param name="Slice">Quota that a CPU takes from its group at once (<c>sched_cfs_bandwidth_slice</c>).</param>
/// <param name="Keep">Quota that an idle CPU keeps (<c>min_cfs_rq_runtime</c>).</param>
/// <param name="SlackPeriod">Delay before returned quota goes to throttled CPUs (<c>cfs_bandwidth_slack_period</c>).</param>
/// <param name="SlackExpiration">No slack is handed out this close to the refill (<c>min_bandwidth_expiration</c>).</param>
/// <param name="KernelTime">The kernel's clock at the start of the simulation.</param>
/// <param name="Debt">A CPU that overruns the quota pays it back from the next period.</param>
/// <param name="Expires">What a CPU holds of an earlier period is lost (<c>expire_cfs_rq_runtime</c>).</param>
internal sealed record BandwidthRules(long Slice, long Keep, long SlackPeriod, long SlackExpiration, long KernelTime, bool Debt,
    bool Expires = false);
