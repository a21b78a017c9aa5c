using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using System.Threading;

namespace CloudSim.Net.Workloads;

/// <summary>
/// How many guests fit on one host: admitted until memory or a kernel object runs out, then run under their load until the
/// share of responses over the goal decides. The largest number that passes both is the density, the first that fails names
/// what bounds it.
/// </summary>
public sealed record DensityProbe
{
    /// <summary>What bounds the density when response times do.</summary>
    public const string BoundByResponse = "p99 response";

    // The 99th percentile is over the goal when more than this share of the responses is.
    private const double Tail = 0.01;

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

    /// <summary>Simulated time with so many guests, after the warm-up.</summary>
    public required Func<int, TimeSpan> Duration { get; init => field = Check.NotNull(value); }

    /// <summary>Time before responses count.</summary>
    public required TimeSpan WarmUp { get; init => field = Check.Time(value); }

    /// <summary>Goal for the 99th percentile of the response time; of fewer than 100 responses none may be later.</summary>
    public required TimeSpan Goal { get; init => field = Check.Length(value); }

    /// <summary>Searches the density, to one guest below 200 and to half a percent above.</summary>
    /// <param name="streams">Makes the random streams of one probe, the same for each number of guests.</param>
    /// <param name="progress">Told after each probe: share of the search done, and a note.</param>
    /// <param name="cancellation">Ends the search with an <see cref="OperationCanceledException"/>.</param>
    public DensityOutcome Search(Func<StreamScope> streams, Action<double, string> progress, CancellationToken cancellation)
    {
        var (fits, boundBy) = Admit(streams());
        if (fits == 0)
            return new DensityOutcome(0, boundBy, MemoryOf(1), double.NaN, 0);
        var best = Run(fits, streams(), cancellation);
        progress(0.1, $"{Platform.Name}: {fits} guests, p99 {best.P99Ms:0.#} ms");
        if (best.Passed)
            return new DensityOutcome(fits, boundBy, MemoryOf(fits), best.P99Ms, best.CpuShare);

        var (passes, fails) = (0, fits);
        var probes = Math.Ceiling(Math.Log2(fits));
        for (var n = 1.0; fails - passes > Math.Max(1, passes / 200); n++)
        {
            var guests = passes + (fails - passes) / 2;
            var probe = Run(guests, streams(), cancellation);
            if (probe.Passed || passes == 0)
                best = probe;
            (passes, fails) = probe.Passed ? (guests, fails) : (passes, guests);
            progress(Math.Min(0.99, 0.1 + 0.9 * n / probes), $"{Platform.Name}: {guests} guests, p99 {probe.P99Ms:0.#} ms");
        }
        return new DensityOutcome(passes, BoundByResponse, MemoryOf(Math.Max(1, passes)), best.P99Ms, best.CpuShare);
    }

    /// <summary>Runs this many guests under their load, and stops early once the goal cannot be met any more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">So many guests do not fit.</exception>
    public Probe Run(int guests, StreamScope streams, CancellationToken cancellation)
    {
        const int Parts = 50;
        var sim = new Simulation();
        var host = Datacenter.Host.For(Platform, sim, Host, streams, Scheduler);
        var responses = new ResponseTimes(Goal);
        var services = new List<RequestService>(guests);
        for (var i = 0; i < guests; i++)
        {
            if (!host.TryAdmit(Platform, Spec, out var guest, out var boundBy))
                throw new ArgumentOutOfRangeException(nameof(guests), guests, $"{i} guests fit, bound by {boundBy}");
            services.Add(new RequestService(guest!, Application, Rates(i), responses.Add));
        }
        sim.Run(WarmUp);
        responses.Clear();
        var (begin, busy) = (sim.Now, host.Scheduler.BusyTime);
        var duration = Duration(guests);
        var expected = Enumerable.Range(0, guests).Sum(i => Rates(i).Mean) * duration.TotalSeconds;
        var late = 0;
        for (var part = 0; part < Parts && responses.Late + late <= Tail * expected; part++)
        {
            cancellation.ThrowIfCancellationRequested();
            sim.Run(duration / Parts);
            late = services.Sum(s => s.WaitingSince(sim.Now - Goal));
        }
        var passed = responses.Late + late <= Tail * Math.Min(expected, responses.Count + late);
        var share = (host.Scheduler.BusyTime - busy) / ((sim.Now - begin) * Host.Topology.Cpus);
        return new Probe(passed, responses.P99Ms, responses.Count, share);
    }

    private (int Fits, string BoundBy) Admit(StreamScope streams)
    {
        var host = Datacenter.Host.For(Platform, new Simulation(), Host, streams, Scheduler);
        var fits = 0;
        string? boundBy;
        while (host.TryAdmit(Platform, Spec, out _, out boundBy))
            fits++;
        return (fits, boundBy!);
    }

    // Host memory of so many guests, shared pages included, in MiB a guest.
    private double MemoryOf(int guests)
    {
        var shared = Platform.Footprint.Shared + (Platform.Kernel is null ? Spec.Image : default);
        return (Platform.Resident(Spec.ConfiguredMemory, Spec.ApplicationMemory, Spec.Image) * guests + shared).MiB / guests;
    }
}
