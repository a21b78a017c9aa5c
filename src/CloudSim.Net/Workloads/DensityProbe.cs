using System.Threading;
using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// How many guests one host carries: guests boot one after the other until the next is refused, then all are loaded, and if too many
/// responses miss the goal a search finds the largest number that meets it. Guests of every probe have booted and hold their memory.
/// </summary>
/// <remarks>
/// A probe observes for twice as long again and again until the share of late responses is decided: until its 95 % interval
/// (the wider of Wilson's and that of 20 batch means) lies on one side of 1 %. It observes at least ten relaxation times of its queues, a
/// time that grows with 1/(1 - utilization)^2 (that of M/M/c, by the busiest of CPUs and guests), unless more than 10 % are late. To say
/// that the goal is missed the utilization counts up to 95 %, as an overloaded queue never settles. The interval is looked at after each
/// doubling, so that over a whole probe more than 5 % are decided wrongly: of probes with a share of exactly 1 % some 15 %, each as likely
/// to pass as to fail. What is not decided by
/// <see cref="MostResponses"/> or <see cref="Longest"/> is judged by the share itself.
/// </remarks>
public sealed record DensityProbe
{
    /// <summary>What bounds the density when response times do.</summary>
    public const string BoundByResponse = "p99 response";

    /// <summary>The machine.</summary>
    public required HostModel Host { get; init => field = Check.NotNull(value); }

    /// <summary>Its CPU scheduler; null for the platform's own, else CFS.</summary>
    public SchedulerKind? Scheduler { get; init; }

    /// <summary>How it is shared.</summary>
    public required Platform Platform { get; init => field = Check.NotNull(value); }

    /// <summary>What each guest is given.</summary>
    public required GuestSpec Spec { get; init => field = Check.NotNull(value); }

    /// <summary>What each guest runs.</summary>
    public required WebApplication Application { get; init => field = Check.NotNull(value); }

    /// <summary>Rate of requests to each guest, by its number.</summary>
    public required Func<int, RateCurve> Rates { get; init => field = Check.NotNull(value); }

    /// <summary>Goal for the 99th percentile of the response time; of fewer than 100 responses none may be later.</summary>
    public required TimeSpan Goal { get; init => field = Check.Length(value); }

    /// <summary>Time under load before responses count.</summary>
    public TimeSpan WarmUp { get; init => field = Check.Time(value); } = TimeSpan.FromSeconds(2);

    /// <summary>Length of a load that changes over time: it is observed from end to end. Null for one that does not.</summary>
    public TimeSpan? Period { get; init => field = value is { } given ? Check.Length(given) : null; }

    /// <summary>Responses after which a probe ends, decided or not; it may pass it by what a whole period brings.</summary>
    public int MostResponses { get; init => field = Check.Between(value, 1, int.MaxValue); } = 40_000;

    /// <summary>Simulated time after which a probe ends, decided or not; a period is observed once at the least.</summary>
    public TimeSpan Longest { get; init => field = Check.Length(value); } = TimeSpan.FromMinutes(10);

    /// <summary>What must be free before a guest is admitted.</summary>
    public Overcommit Overcommit { get; init; } = Overcommit.Touched;

    /// <summary>Whether equal pages of guests are merged: where memory is out, the next guest waits until two walks free none.</summary>
    public bool Merge { get; init; }

    /// <summary>Costs of reclaim and pace of merging.</summary>
    public MemoryTunables Memory { get => field ?? new(Host.Parameters); init => field = Check.NotNull(value); }

    /// <summary>Searches the density, to one guest below 200 and to half a percent above.</summary>
    /// <param name="streams">Makes the random streams of one probe, the same for each number of guests.</param>
    /// <param name="progress">Told after each probe: share of the search done, and a note.</param>
    /// <param name="cancellation">Ends the search with an <see cref="OperationCanceledException"/>.</param>
    public DensityOutcome Search(Func<StreamScope> streams, Action<double, string> progress, CancellationToken cancellation)
    {
        var all = DensityRun.Boot(this, streams(), int.MaxValue, cancellation);
        var (fits, boundBy) = (all.Guests, all.BoundBy!);
        if (fits == 0)
            return new DensityOutcome(0, boundBy, 0, new Probe(boundBy, true, double.NaN, double.NaN, double.NaN, 0, 0, double.NaN, 0));
        var best = all.Observe(cancellation);
        progress(0.3, Note(fits, best));
        if (best.Passed)
            return new DensityOutcome(fits, boundBy, fits, best);

        boundBy = best.BoundBy!;
        var (passes, fails) = (0, fits);
        var probes = Math.Ceiling(Math.Log2(fits));
        for (var n = 1.0; fails - passes > Math.Max(1, passes / 200); n++)
        {
            var guests = passes + (fails - passes) / 2;
            var probe = Run(guests, streams(), cancellation);
            if (probe.Passed || passes == 0)
                best = probe;
            (passes, fails, boundBy) = probe.Passed ? (guests, fails, boundBy) : (passes, guests, probe.BoundBy!);
            progress(Math.Min(0.99, 0.3 + 0.7 * n / probes), Note(guests, probe));
        }
        return new DensityOutcome(passes, boundBy, fits, best);
    }

    /// <summary>Boots this many guests on a fresh host and observes them under their load.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive, or so many do not fit.</exception>
    public Probe Run(int guests, StreamScope streams, CancellationToken cancellation)
    {
        Check.Between(guests, 1, int.MaxValue);
        var run = DensityRun.Boot(this, streams, guests, cancellation);
        return run.Guests == guests ? run.Observe(cancellation)
            : throw new ArgumentOutOfRangeException(nameof(guests), guests, $"{run.Guests} guests fit, bound by {run.BoundBy}");
    }

    private string Note(int guests, Probe probe) =>
        $"{Platform.Name}: {guests} guests, p99 {probe.P99Ms:0.#} ms{(probe.IsDecided ? "" : ", not decided")}";
}
