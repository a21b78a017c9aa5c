using System.Threading;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization;

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

    /// <summary>The machine.</summary>
    public required HostModel Host { get; init; }

    /// <summary>How it is shared.</summary>
    public required Platform Platform { get; init; }

    /// <summary>What each guest is given.</summary>
    public required GuestSpec Spec { get; init; }

    /// <summary>What each guest runs.</summary>
    public required WebApplication Application { get; init; }

    /// <summary>Rate of requests to each guest, by its number.</summary>
    public required Func<int, RateCurve> Rates { get; init; }

    /// <summary>Simulated time with so many guests, after the warm-up.</summary>
    public required Func<int, TimeSpan> Duration { get; init; }

    /// <summary>Time before responses count.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>Goal for the 99th percentile of the response time.</summary>
    public required TimeSpan Goal { get; init; }

    /// <summary>Searches the density.</summary>
    /// <param name="streams">Makes the random streams of one probe, the same for each number of guests.</param>
    /// <param name="progress">Told after each probe: share of the search done, and a note.</param>
    /// <param name="cancellation">Ends the search with an <see cref="OperationCanceledException"/>.</param>
    public DensityOutcome Search(Func<RandomStreams> streams, Action<double, string> progress, CancellationToken cancellation)
    {
        var (fits, boundBy, used) = Admit(streams());
        if (fits == 0)
            return new DensityOutcome(0, boundBy, MemoryOf(1), 0, 0);
        var full = Run(fits, streams(), cancellation);
        progress(0.1, $"{Platform.Name}: {fits} guests, p99 {full.P99Ms:0.#} ms");
        if (full.Passed)
            return new DensityOutcome(fits, boundBy, used / (1024.0 * 1024) / fits, full.P99Ms, full.CpuShare);

        var (passes, fails, best) = (0, fits, full);
        var probes = Math.Ceiling(Math.Log2(fits));
        for (var n = 1.0; fails - passes > Math.Max(1, passes / 200); n++)
        {
            var guests = passes + (fails - passes) / 2;
            var probe = Run(guests, streams(), cancellation);
            if (probe.Passed)
                (passes, best) = (guests, probe);
            else
                (fails, best) = (guests, passes == 0 ? probe : best);
            progress(Math.Min(0.99, 0.1 + 0.9 * n / probes), $"{Platform.Name}: {guests} guests, p99 {probe.P99Ms:0.#} ms");
        }
        return new DensityOutcome(passes, BoundByResponse, MemoryOf(Math.Max(1, passes)), best.P99Ms, best.CpuShare);
    }

    /// <summary>Runs this many guests under their load, and stops early once the goal cannot be met any more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">So many guests do not fit.</exception>
    public Probe Run(int guests, RandomStreams streams, CancellationToken cancellation)
    {
        var sim = new Simulation();
        var host = new Host(sim, Host, streams);
        var start = sim.Now;
        var responses = new List<float>();
        long over = 0;
        var counts = false;
        void Responded(TimeSpan response)
        {
            if (!counts)
                return;
            responses.Add((float)response.TotalMilliseconds);
            if (response > Goal)
                over++;
        }

        var services = new List<RequestService>(guests);
        for (var i = 0; i < guests; i++)
        {
            if (!host.TryAdmit(Platform, Spec, out var guest, out var boundBy))
                throw new ArgumentOutOfRangeException(nameof(guests), guests, $"{i} guests fit, bound by {boundBy}");
            services.Add(new RequestService(guest!, Application, Rates(i), streams, Responded));
        }
        sim.Run(WarmUp);
        counts = true;
        var duration = Duration(guests);
        var expected = Enumerable.Range(0, guests).Sum(i => Rates(i).Mean) * duration.TotalSeconds;
        const int Parts = 50;
        var busy = host.Scheduler.BusyTime;
        var passed = true;
        for (var part = 0; part < Parts && passed; part++)
        {
            cancellation.ThrowIfCancellationRequested();
            sim.Run(duration / Parts);
            var late = services.Sum(s => s.Backlog) - guests;
            passed = over <= 0.01 * expected && late <= 0.02 * expected + 10 * guests;
        }
        passed &= over <= 0.01 * responses.Count;
        var share = (host.Scheduler.BusyTime - busy) / ((sim.Now - start - WarmUp) * Host.Cores);
        return new Probe(passed, P99(responses), responses.Count, share);
    }

    private (int Fits, string BoundBy, long Used) Admit(RandomStreams streams)
    {
        var host = new Host(new Simulation(), Host, streams);
        var before = host.Memory.Used;
        var fits = 0;
        string? boundBy;
        while (host.TryAdmit(Platform, Spec, out _, out boundBy))
            fits++;
        return (fits, boundBy!, (host.Memory.Used - before).Count);
    }

    private double MemoryOf(int guests) =>
        (Platform.Resident(Spec.ConfiguredMemory, Spec.ApplicationMemory) * guests + Platform.Footprint.Shared).MiB / guests;

    private static double P99(List<float> responses)
    {
        if (responses.Count == 0)
            return 0;
        responses.Sort();
        return responses[(int)(0.99 * (responses.Count - 1))];
    }
}
