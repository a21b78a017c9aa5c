using CloudSim.Net.Calibration;
using CloudSim.Net.Scheduling.Domains;
using CloudSim.Net.Scheduling.RealTime;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// What an administrator of a Linux machine with CFS can tune, and what its kernel was configured with. Defaults come from
/// <c>CfsTunables.csv</c>.
/// </summary>
public sealed record CfsTunables : IParameterized
{
    /// <summary>The defaults of one CPU.</summary>
    /// <param name="parameters">The numbers.</param>
    public CfsTunables(Parameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var part = parameters.Part(nameof(CfsTunables));
        var s = part.Beside<CfsTunables>();
        Hz = s.Hertz("hz");
        Latency = s.Duration("latency").Value;
        MinGranularity = s.Duration("min_granularity").Value;
        IdleMinGranularity = s.Duration("idle_min_granularity").Value;
        WakeupGranularity = s.Duration("wakeup_granularity").Value;
        BandwidthSlice = s.Duration("bandwidth_slice").Value;
        BandwidthKeep = s.Duration("bandwidth_keep").Value;
        SlackPeriod = s.Duration("slack_period").Value;
        SlackExpiration = s.Duration("slack_expiration").Value;
        MigrationCost = s.Duration("migration_cost").Value;
        NrMigrate = s.Whole("nr_migrate");
        ImbalancePct = s.Whole("imbalance_pct");
        BusyFactor = s.Whole("busy_factor");
        TickSkew = s.Duration("tick_skew").Value;
        QuotaExpires = s.Flag("quota_expires");
        RandomPeriodPhase = s.Flag("random_period_phase");
        RealTime = new(part);
        Domains = new(part);
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>
    /// The defaults of a machine with <paramref name="cpus"/> CPUs: times grow by 1 + log2(CPUs), at most 8 counted
    /// (<c>get_update_sysctl_factor</c>).
    /// </summary>
    public static CfsTunables For(Parameters parameters, int cpus)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(cpus, 1);
        var factor = 1 + int.Log2(Math.Min(cpus, 8));
        var basic = new CfsTunables(parameters);
        return basic with
        {
            Latency = basic.Latency * factor,
            MinGranularity = basic.MinGranularity * factor,
            WakeupGranularity = basic.WakeupGranularity * factor,
        };
    }

    /// <summary>These settings with the rules of bandwidth limits that a kernel of a version had.</summary>
    /// <param name="kernel">The version, 3.16 up; what CFS itself does besides stays that of Linux 6.1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kernel is older, or from 6.6 on: it has EEVDF.</exception>
    public CfsTunables WithQuotaRulesOf(Version kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernel, Oldest);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(kernel, new Version(6, 6));
        return this with
        {
            QuotaExpires = kernel >= new Version(4, 18) && kernel < new Version(5, 4),
            RandomPeriodPhase = kernel >= new Version(6, 4),
        };
    }

    /// <summary>The first kernel whose rules are known here.</summary>
    internal static Version Oldest { get; } = new(3, 16);

    /// <summary>Ticks in a second (<c>CONFIG_HZ</c>: 100, 250, 300 or 1000).</summary>
    public int Hz { get; init => field = TunableRange.Count(value, 1, 10_000); }

    /// <summary>The period in which every task runs once, with few tasks (<c>sched_latency_ns</c>).</summary>
    public TimeSpan Latency { get; init => field = TunableRange.Length(value); }

    /// <summary>The shortest time slice that a tick ends (<c>sched_min_granularity_ns</c>).</summary>
    public TimeSpan MinGranularity { get; init => field = TunableRange.Length(value); }

    /// <summary>The shortest time slice while SCHED_IDLE tasks share the queue (<c>sched_idle_min_granularity_ns</c>).</summary>
    public TimeSpan IdleMinGranularity { get; init => field = TunableRange.Cost(value); }

    /// <summary>How far behind a waking task must be to preempt (<c>sched_wakeup_granularity_ns</c>).</summary>
    public TimeSpan WakeupGranularity { get; init => field = TunableRange.Cost(value); }

    /// <summary>The piece of a group's quota that a CPU takes at once (<c>sched_cfs_bandwidth_slice_us</c>).</summary>
    public TimeSpan BandwidthSlice { get; init => field = TunableRange.Length(value); }

    /// <summary>What an idle CPU keeps of its piece (<c>min_cfs_rq_runtime</c>).</summary>
    public TimeSpan BandwidthKeep { get; init => field = TunableRange.Cost(value); }

    /// <summary>After which time returned quota is handed to throttled CPUs (<c>cfs_bandwidth_slack_period</c>).</summary>
    public TimeSpan SlackPeriod { get; init => field = TunableRange.Length(value); }

    /// <summary>Returned quota is not handed out this close to the refill (<c>min_bandwidth_expiration</c>).</summary>
    public TimeSpan SlackExpiration { get; init => field = TunableRange.Cost(value); }

    /// <summary>
    /// What a CPU holds of a group's quota at the end of a period is lost, as in Linux 4.18 to 5.3 (<c>expire_cfs_rq_runtime</c>; kernels
    /// before compared the wrong way and lost nothing, 5.4 removed the expiry). A CPU that a thread of the group has left keeps up to
    /// <see cref="BandwidthKeep"/>, so a group on many CPUs loses up to that for each of them in each period.
    /// </summary>
    public bool QuotaExpires { get; init; }

    /// <summary>
    /// Each group's periods end at an offset of its own, drawn when its limit is first set, as from Linux 6.4 on
    /// (<c>init_cfs_bandwidth</c>). Before, all end on multiples of their length of the kernel's clock.
    /// </summary>
    public bool RandomPeriodPhase { get; init; }

    /// <summary>A task that ran this recently is cache-hot and stays (<c>sched_migration_cost_ns</c>).</summary>
    public TimeSpan MigrationCost { get; init => field = TunableRange.Cost(value); }

    /// <summary>The most tasks that one balancing looks at (<c>sched_nr_migrate</c>).</summary>
    public int NrMigrate { get; init => field = TunableRange.Count(value, 1, 1_000_000); }

    /// <summary>Imbalance in percent below which balancing leaves tasks where they are (<c>imbalance_pct</c>).</summary>
    public int ImbalancePct { get; init => field = TunableRange.Count(value, 100, 10_000); }

    /// <summary>How much rarer a busy CPU balances than an idle one (<c>busy_factor</c>).</summary>
    public int BusyFactor { get; init => field = TunableRange.Count(value, 1, 10_000); }

    /// <summary>
    /// How far apart the ticks of two CPUs may be, and how late the interrupt that starts another CPU at the end of a quota period. It
    /// decides which CPU is the first to ask for the rest of a quota, and between tasks that would otherwise be exactly equal after a move
    /// to another CPU.
    /// </summary>
    public TimeSpan TickSkew { get; init => field = TunableRange.Cost(value); }

    /// <summary>Seed of the draws within <see cref="TickSkew"/>.</summary>
    public long SkewSeed { get; init; } = 1;

    /// <summary>The rules of balancing, by level of scheduling domains.</summary>
    public DomainRules Domains { get; init => field = Check.NotNull(value); }

    /// <summary>The real-time class above the fair one.</summary>
    public RealTimeTunables RealTime { get; init => field = Check.NotNull(value); }

    /// <summary>CPU time that a switch to another task costs; charged to the task that is switched to.</summary>
    public TimeSpan ContextSwitchCost { get; init => field = TunableRange.Cost(value); }

    /// <summary>CPU time that a tick costs on a CPU that has more than one task; charged to the running task.</summary>
    public TimeSpan TickCost { get; init => field = TunableRange.Cost(value); }

    /// <summary>
    /// The kernel's clock at the start of the simulation: ticks and quota periods fall on multiples of their length of that clock.
    /// </summary>
    public TimeSpan KernelTime { get; init => field = TunableRange.Clock(value); }

    /// <summary>GENTLE_FAIR_SLEEPERS: a task that wakes gets half a latency of credit, not a whole one.</summary>
    public bool GentleFairSleepers { get; init; } = true;

    /// <summary>A task that wakes gets credit at all (ablation; the kernel always gives it).</summary>
    public bool SleeperCredit { get; init; } = true;

    /// <summary>START_DEBIT: a new task starts one slice behind.</summary>
    public bool StartDebit { get; init; } = true;

    /// <summary>WAKEUP_PREEMPTION: a task that wakes far enough behind takes the CPU at once.</summary>
    public bool WakeupPreemption { get; init; } = true;

    /// <summary>LAST_BUDDY: with many tasks, the one that was preempted is preferred afterwards.</summary>
    public bool LastBuddy { get; init; } = true;

    /// <summary>ALT_PERIOD: the period counts the tasks of the whole CPU, not of one queue.</summary>
    public bool AltPeriod { get; init; } = true;

    /// <summary>BASE_SLICE: a slice is never shorter than the minimum granularity.</summary>
    public bool BaseSlice { get; init; } = true;

    /// <summary>
    /// min_vruntime never goes back (ablation; in the kernel it never does). Without this rule sleepers that wake with credit pull the
    /// reference for the next sleeper's credit back, and many sleepers take far more than their share.
    /// </summary>
    public bool MonotoneMinVruntime { get; init; } = true;

    /// <summary>A CPU that overruns a group's quota pays it back from the next period (ablation; the kernel always does).</summary>
    public bool BandwidthDebt { get; init; } = true;

    /// <summary>
    /// Whole rounds in which the run queues repeat themselves are passed at once. It changes no result, only how many events
    /// it takes (Brent, "An improved Monte Carlo factorization algorithm", BIT 20, 1980, for the search of the cycle).
    /// </summary>
    public bool SkipRounds { get; init; } = true;
}
