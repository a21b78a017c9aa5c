using CloudSim.Net.Calibration;

namespace CloudSim.Net.Scheduling.Credit;

/// <summary>What an administrator of a Xen host can tune for the credit scheduler. Defaults come from <c>CreditTunables.csv</c>.</summary>
public sealed record CreditTunables : IParameterized
{
    /// <summary>Xen's defaults.</summary>
    /// <param name="parameters">The numbers.</param>
    public CreditTunables(Parameters parameters)
    {
        var part = parameters.Part(nameof(CreditTunables));
        var s = part.Beside<CreditTunables>();
        TimeSlice = s.Duration("time_slice").Value;
        TicksPerSlice = s.Whole("ticks_per_slice");
        CreditsPerMs = s.Whole("credits_per_ms");
        RateLimit = s.Duration("rate_limit").Value;
        DefaultWeight = s.Whole("default_weight");
        Clock = s.Duration("clock").Value;
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>The longest time slice, and the time between two hand-outs of credits (<c>sched_credit_tslice_ms</c>).</summary>
    public TimeSpan TimeSlice { get; init => field = TunableRange.Length(value); }

    /// <summary>Ticks in a time slice; each burns the credits of whoever runs and ends its boost.</summary>
    public int TicksPerSlice { get; init => field = TunableRange.Count(value, 1, 1_000); }

    /// <summary>Credits that a millisecond of one CPU costs.</summary>
    public int CreditsPerMs { get; init => field = TunableRange.Count(value, 1, 1_000_000); }

    /// <summary>A slice is not cut shorter than this (<c>sched_ratelimit_us</c>); zero = no limit.</summary>
    public TimeSpan RateLimit { get; init => field = TunableRange.Cost(value); }

    /// <summary>The weight of a domain whose group has a <c>cpu.weight</c> of 100.</summary>
    public int DefaultWeight { get; init => field = TunableRange.Count(value, 1, 65_535); }

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
    public TimeSpan Clock { get; init => field = TunableRange.Clock(value); }

    /// <summary>CPU time that a switch to another vCPU costs; charged to the vCPU that is switched to.</summary>
    public TimeSpan ContextSwitchCost { get; init => field = TunableRange.Cost(value); }

    /// <summary>CPU time that a tick costs on a CPU that has more than one vCPU; charged to the running one.</summary>
    public TimeSpan TickCost { get; init => field = TunableRange.Cost(value); }
}
