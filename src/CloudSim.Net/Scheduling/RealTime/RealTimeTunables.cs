using CloudSim.Net.Calibration;

namespace CloudSim.Net.Scheduling.RealTime;

/// <summary>
/// What an administrator can tune of the real-time class (<c>/proc/sys/kernel/sched_rt_*</c> and <c>sched_rr_timeslice_ms</c>). Defaults
/// come from <c>RealTimeTunables.csv</c>.
/// </summary>
public sealed record RealTimeTunables
{
    /// <summary>The data file behind the defaults.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Beside<RealTimeTunables>();

    /// <summary>The period over which real-time tasks are limited (<c>sched_rt_period_us</c>).</summary>
    public TimeSpan Period { get; init => field = TunableRange.Length(value); } = Sheet.Duration("rt_period").Value;

    /// <summary>
    /// CPU time that real-time tasks may use in each period on each CPU (<c>sched_rt_runtime_us</c>); null or not less than the period: no
    /// limit. What a slice overruns before a tick ends it is missing in the next period, so the long-run share is runtime / period.
    /// </summary>
    public TimeSpan? Runtime
    {
        get;
        init => field = value == null ? null : TunableRange.Length(value.Value);
    } = Sheet.Duration("rt_runtime").Value;

    /// <summary>The time slice of a SCHED_RR task among others of its priority (<c>sched_rr_timeslice_ms</c>); it ends on a tick.</summary>
    public TimeSpan RoundRobinSlice { get; init => field = TunableRange.Length(value); } = Sheet.Duration("rr_timeslice").Value;
}
