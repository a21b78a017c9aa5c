using CloudSim.Net.Calibration;

namespace CloudSim.Net.Scheduling.Credit;

/// <summary>What an administrator of a Xen host can tune for the credit scheduler. Defaults come from <c>CreditTunables.csv</c>.</summary>
public sealed record CreditTunables
{
    /// <summary>The data file behind the defaults.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Beside<CreditTunables>();

    /// <summary>The longest time slice, and the time between two hand-outs of credits (<c>sched_credit_tslice_ms</c>).</summary>
    public TimeSpan TimeSlice { get; init => field = TunableRange.Length(value); } = Sheet.Duration("time_slice").Value;

    /// <summary>Ticks in a time slice; each burns the credits of whoever runs and ends its boost.</summary>
    public int TicksPerSlice { get; init => field = TunableRange.Count(value, 1, 1_000); } = (int)Sheet.Count("ticks_per_slice").Value;

    /// <summary>Credits that a millisecond of one CPU costs.</summary>
    public int CreditsPerMs { get; init => field = TunableRange.Count(value, 1, 1_000_000); } = (int)Sheet.Count("credits_per_ms").Value;

    /// <summary>A slice is not cut shorter than this (<c>sched_ratelimit_us</c>); zero = no limit.</summary>
    public TimeSpan RateLimit { get; init => field = TunableRange.Cost(value); } = Sheet.Duration("rate_limit").Value;

    /// <summary>The weight of a domain whose group has a <c>cpu.weight</c> of 100.</summary>
    public int DefaultWeight { get; init => field = TunableRange.Count(value, 1, 65_535); } = (int)Sheet.Count("default_weight").Value;

    /// <summary>BOOST: a vCPU that wakes with credits left goes before all that do not.</summary>
    public bool Boost { get; init; } = true;

    /// <summary>
    /// The weight counts once for each active vCPU of a domain, as <c>csched_acct</c> has it; false = once for the domain, as a cgroup's
    /// weight does.
    /// </summary>
    public bool WeightPerVcpu { get; init; } = true;

    /// <summary>
    /// Xen's clock at the start of the simulation: ticks and hand-outs fall on multiples of their length of it. Slices that begin together
    /// with a hand-out end together with one: then the credits that an account cannot hold are lost in step, and light domains get too
    /// much.
    /// </summary>
    public TimeSpan Clock { get; init => field = TunableRange.Clock(value); } = Sheet.Duration("clock").Value;

    /// <summary>CPU time that a switch to another vCPU costs; charged to the vCPU that is switched to.</summary>
    public TimeSpan ContextSwitchCost { get; init => field = TunableRange.Cost(value); }

    /// <summary>CPU time that a tick costs on a CPU that has more than one vCPU; charged to the running one.</summary>
    public TimeSpan TickCost { get; init => field = TunableRange.Cost(value); }
}
