using CloudSim.Net.Calibration;

namespace CloudSim.Net.Scheduling.RealTime;

/// <summary>
/// What an administrator can tune of the real-time class (<c>/proc/sys/kernel/sched_rt_*</c> and <c>sched_rr_timeslice_ms</c>). Defaults
/// come from <c>RealTimeTunables.csv</c>.
/// </summary>
public sealed record RealTimeTunables : IParameterized
{
    /// <summary>The defaults of the data file.</summary>
    /// <param name="parameters">The numbers.</param>
    public RealTimeTunables(Parameters parameters)
    {
        var part = parameters.Part(nameof(RealTimeTunables));
        var s = part.Beside<RealTimeTunables>();
        Period = s.Duration("rt_period").Value;
        RoundRobinSlice = s.Duration("rr_timeslice").Value;
        Runtime = s.Duration("rt_runtime").Value;
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>The period over which real-time tasks are limited (<c>sched_rt_period_us</c>).</summary>
    public TimeSpan Period { get; init => field = TunableRange.Length(value); }

    /// <summary>
    /// CPU time that real-time tasks may use in each period on each CPU (<c>sched_rt_runtime_us</c>); null or not less than the period: no
    /// limit. What a slice overruns before a tick ends it is missing in the next period, so the long-run share is runtime / period.
    /// </summary>
    public TimeSpan? Runtime
    {
        get;
        init => field = value == null ? null : TunableRange.Length(value.Value);
    }

    /// <summary>The time slice of a SCHED_RR task among others of its priority (<c>sched_rr_timeslice_ms</c>); it ends on a tick.</summary>
    public TimeSpan RoundRobinSlice { get; init => field = TunableRange.Length(value); }
}
