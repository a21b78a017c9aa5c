using CloudSim.Net.Calibration;
using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.RealTime;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling.Eevdf;

/// <summary>
/// What an administrator of a Linux machine with EEVDF can tune, and what its kernel was configured with. Defaults come from
/// <c>EevdfTunables.csv</c>.
/// </summary>
public sealed record EevdfTunables : IParameterized
{
    /// <summary>The defaults of one CPU.</summary>
    /// <param name="parameters">The numbers.</param>
    public EevdfTunables(Parameters parameters)
    {
        var part = parameters.Part(nameof(EevdfTunables));
        var s = part.Beside<EevdfTunables>();
        Hz = s.Hertz("hz");
        BaseSlice = s.Duration("base_slice").Value;
        RealTime = new(part);
        Domains = new(part);
        BusyFactor = part.Beside<Cfs.CfsTunables>().Whole("busy_factor");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>
    /// The defaults of a machine with <paramref name="cpus"/> CPUs: the slice grows by 1 + log2(CPUs), at most 8 counted
    /// (<c>get_update_sysctl_factor</c>).
    /// </summary>
    public static EevdfTunables For(Parameters parameters, int cpus)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cpus, 1);
        var basic = new EevdfTunables(parameters);
        return basic with { BaseSlice = basic.BaseSlice * (1 + int.Log2(Math.Min(cpus, 8))) };
    }

    /// <summary>Ticks in a second (<c>CONFIG_HZ</c>: 100, 250, 300 or 1000).</summary>
    public int Hz { get; init => field = TunableRange.Count(value, 1, 10_000); }

    /// <summary>The request of a task: CPU time per virtual deadline (<c>sched_base_slice_ns</c>).</summary>
    public TimeSpan BaseSlice { get; init => field = TunableRange.Length(value); }

    /// <summary>RUN_TO_PARITY: a task that was picked goes on until its request is served or it is no longer eligible.</summary>
    public bool RunToParity { get; init; } = true;

    /// <summary>PLACE_LAG: a task that wakes has the lag with which it slept; without, it starts at lag 0.</summary>
    public bool PlaceLag { get; init; } = true;

    /// <summary>
    /// PLACE_DEADLINE_INITIAL: the first request of a new task counts half. Set in 6.6 too, but there <c>wake_up_new_task</c> places the
    /// task again without it, so that it takes effect from 6.12 on only.
    /// </summary>
    public bool PlaceDeadlineInitial { get; init; }

    /// <summary>WAKEUP_PREEMPTION: a task that wakes eligible and with an earlier deadline may take the CPU at once.</summary>
    public bool WakeupPreemption { get; init; } = true;

    /// <summary>How much rarer a busy CPU balances than an idle one (<c>busy_factor</c>).</summary>
    public int BusyFactor { get; init => field = TunableRange.Count(value, 1, 10_000); }

    /// <summary>The rules of balancing, by level of scheduling domains.</summary>
    public DomainRules Domains { get; init => field = Check.NotNull(value); }

    /// <summary>The real-time class above the fair one.</summary>
    public RealTimeTunables RealTime { get; init => field = Check.NotNull(value); }

    /// <summary>CPU time that a switch to another task costs; charged to the task that is switched to.</summary>
    public TimeSpan ContextSwitchCost { get; init => field = TunableRange.Cost(value); }

    /// <summary>CPU time that a tick costs on a CPU that has more than one task; charged to the running task.</summary>
    public TimeSpan TickCost { get; init => field = TunableRange.Cost(value); }
}
