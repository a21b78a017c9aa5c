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
    /// <summary>The defaults of one CPU, of Linux 6.12.</summary>
    /// <param name="parameters">The numbers.</param>
    public EevdfTunables(Parameters parameters)
        : this(parameters, Newest)
    {
    }

    private EevdfTunables(Parameters parameters, Version kernel)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var part = parameters.Part(nameof(EevdfTunables));
        var s = part.Beside<EevdfTunables>();
        var cfs = part.Beside<Cfs.CfsTunables>();
        var isComplete = kernel >= Newest;
        Hz = s.Hertz("hz");
        BaseSlice = s.Duration(isComplete ? "base_slice" : "base_slice_6_6").Value;
        TickJitter = s.Duration("tick_jitter").Value;
        BandwidthSlice = cfs.Duration("bandwidth_slice").Value;
        BandwidthKeep = cfs.Duration("bandwidth_keep").Value;
        SlackPeriod = cfs.Duration("slack_period").Value;
        SlackExpiration = cfs.Duration("slack_expiration").Value;
        BusyFactor = cfs.Whole("busy_factor");
        RealTime = new(part);
        Domains = new(part);
        (PlaceDeadlineInitial, PlaceRelDeadline, PreemptShort, PickBuddy) = (isComplete, isComplete, isComplete, isComplete);
        (DelayDequeue, DelayZero, CustomSlices) = (isComplete, isComplete, isComplete);
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>
    /// The defaults of a machine with <paramref name="cpus"/> CPUs: the slice grows by 1 + log2(CPUs), at most 8 counted
    /// (<c>get_update_sysctl_factor</c>).
    /// </summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="cpus">CPUs of the machine, from 1.</param>
    /// <param name="kernel">
    /// The version of its kernel, from 6.6: up to 6.11 the rules of 6.6, later those of 6.12; null = 6.12.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A kernel before 6.6, which has no EEVDF.</exception>
    public static EevdfTunables For(Parameters parameters, int cpus, Version? kernel = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(cpus, 1);
        if (kernel is not null && kernel < First)
            throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "EEVDF is there from Linux 6.6 on; before it is CFS");
        var basic = new EevdfTunables(parameters, kernel ?? Newest);
        return basic with { BaseSlice = basic.BaseSlice * (1 + int.Log2(Math.Min(cpus, 8))) };
    }

    /// <summary>The first kernel that has EEVDF.</summary>
    internal static Version First { get; } = new(6, 6);

    private static Version Newest { get; } = new(6, 12);

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

    /// <summary>
    /// PLACE_REL_DEADLINE (6.12): a task that is moved keeps the distance to its deadline; before, its request begins anew.
    /// </summary>
    public bool PlaceRelDeadline { get; init; }

    /// <summary>
    /// PREEMPT_SHORT (6.12): a task that wakes with a shorter slice than the running one may end the turn that
    /// <see cref="RunToParity"/> protects.
    /// </summary>
    public bool PreemptShort { get; init; }

    /// <summary>
    /// PICK_BUDDY (6.12): when a task sleeps, the rest of its group is preferred, if eligible; and the one that a task yields to.
    /// </summary>
    public bool PickBuddy { get; init; }

    /// <summary>
    /// DELAY_DEQUEUE (6.12): a task that sleeps after it has had more than its share stays queued until it has paid; before, it keeps its
    /// debt while it sleeps.
    /// </summary>
    public bool DelayDequeue { get; init; }

    /// <summary>DELAY_ZERO (6.12): one that stayed so leaves, or wakes, without a claim.</summary>
    public bool DelayZero { get; init; }

    /// <summary>Whether <see cref="CpuTask.Slice"/> counts (<c>sched_setattr</c>'s runtime, 6.12).</summary>
    public bool CustomSlices { get; init; }

    /// <summary>WAKEUP_PREEMPTION: a task that wakes eligible and with an earlier deadline may take the CPU at once.</summary>
    public bool WakeupPreemption { get; init; } = true;

    /// <summary>
    /// How far the time from a tick to the next one may be from what it should be, as a task sees it: the timer's interrupt and the switch
    /// after it take now a little more, now a little less. It decides about a request of a whole number of ticks: at the tick that should
    /// end it, it is served or lacks a little, and then its turn takes one more tick.
    /// </summary>
    public TimeSpan TickJitter { get; init => field = TunableRange.Cost(value); }

    /// <summary>The piece of a group's quota that a CPU takes at once (<c>sched_cfs_bandwidth_slice_us</c>).</summary>
    public TimeSpan BandwidthSlice { get; init => field = TunableRange.Length(value); }

    /// <summary>What a CPU without work keeps of it (<c>min_cfs_rq_runtime</c>).</summary>
    public TimeSpan BandwidthKeep { get; init => field = TunableRange.Cost(value); }

    /// <summary>How long quota that was given back waits for more (<c>cfs_bandwidth_slack_period</c>).</summary>
    public TimeSpan SlackPeriod { get; init => field = TunableRange.Length(value); }

    /// <summary>So close to the end of a period it is not handed out any more (<c>min_bandwidth_expiration</c>).</summary>
    public TimeSpan SlackExpiration { get; init => field = TunableRange.Cost(value); }

    /// <summary>
    /// Whether a group's periods begin at a random instant (<c>init_cfs_bandwidth</c>, since 6.4), so that those of many groups do not all
    /// end at once; without, they end at multiples of their length on the kernel's clock.
    /// </summary>
    public bool RandomPeriodPhase { get; init; } = true;

    /// <summary>Seed of the draws: of those instants, and within <see cref="TickJitter"/>.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// The kernel's clock at the start of the simulation: ticks fall on multiples of their length of that clock.
    /// </summary>
    public TimeSpan KernelTime { get; init => field = TunableRange.Clock(value); }

    /// <summary>
    /// A CPU whose task is alone takes no ticks: what they would have done is made up for. It changes no result, only how many events it
    /// takes.
    /// </summary>
    public bool SkipTicks { get; init; } = true;

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
