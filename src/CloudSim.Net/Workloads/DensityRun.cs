using System.Threading;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads;

/// <summary>One host of a <see cref="DensityProbe"/>: its guests booted, then loaded and observed.</summary>
internal sealed class DensityRun
{
    private const int Starting = 4; // guests that start at the same time, at the most
    private const int First = 1_000; // responses expected of the shortest observation
    private const double Goal = 0.01, Hopeless = 0.1; // share of late responses that is allowed; that needs no second look
    private const double Relaxations = 10;
    private const double BusiestToPass = 0.999, BusiestToFail = 0.95; // above, queues are as long as at that utilization

    private readonly DensityProbe probe;
    private readonly Simulation sim = new();
    private readonly Host host;
    private Event started;
    private int starting, lost;

    private DensityRun(DensityProbe probe, StreamScope streams)
    {
        this.probe = probe;
        host = Host.For(probe.Platform, sim, probe.Host, streams, probe.Scheduler, probe.Overcommit);
        host.ManageMemory(probe.Memory, probe.Merge);
        started = new Event(sim);
    }

    /// <summary>Guests that run.</summary>
    public int Guests => host.Guests.Count;

    /// <summary>What refused the next guest; null if none was refused.</summary>
    public string? BoundBy { get; private set; }

    /// <summary>A host on which so many guests have booted, or as many as fit.</summary>
    public static DensityRun Boot(DensityProbe probe, StreamScope streams, int most, CancellationToken cancellation)
    {
        var run = new DensityRun(probe, streams);
        run.Boot(most, cancellation);
        return run;
    }

    /// <summary>Loads all of them, and observes until it is decided whether they meet the goal.</summary>
    public Probe Observe(CancellationToken cancellation)
    {
        lost = 0;
        var responses = new ResponseTimes(probe.Goal);
        List<RequestService> services = [.. host.Guests.Select((g, i) =>
            new RequestService(g, probe.Application, probe.Rates(i), responses.Add))];
        var rate = Enumerable.Range(0, Guests).Sum(i => probe.Rates(i).Mean);
        sim.Run(probe.WarmUp);
        responses.Clear();
        var (begin, busy, served) = (sim.Now, host.Scheduler.BusyTime, services.Max(s => s.Completed));
        var (share, late, all) = (new TailShare(), 0L, 0L);
        var length = FirstLength(rate);
        var isDecided = false;
        for (var round = length; !isDecided; round = sim.Now - begin)
        {
            for (var batch = 0; batch < TailShare.Batches; batch++)
            {
                cancellation.ThrowIfCancellationRequested();
                sim.Run(round / TailShare.Batches);
                var waiting = services.Sum(s => s.WaitingSince(sim.Now - probe.Goal));
                share.Add(responses.Late + waiting - late, responses.Count + waiting - all);
                (late, all) = (responses.Late + waiting, responses.Count + waiting);
            }
            var (low, high) = share.Interval();
            isDecided = low > Hopeless || (high < Goal && IsSettled(BusiestToPass)) || (low > Goal && IsSettled(BusiestToFail));
            if (responses.Count >= probe.MostResponses || sim.Now - begin >= probe.Longest)
                break;
        }
        var (p99, p99Low, p99High) = responses.P99();
        var used = (host.Scheduler.BusyTime - busy) / ((sim.Now - begin) * probe.Host.Topology.Cpus);
        return new Probe(lost > 0 ? Host.MemoryLimit : share.Share <= Goal ? null : DensityProbe.BoundByResponse, isDecided, p99, p99Low,
            p99High, responses.Count, used, (host.Memory.Used - probe.Host.HostReserved).MiB / Math.Max(1, Guests),
            host.Merging?.Saved.MiB ?? 0);

        // Ten relaxation times of a queue M/M/c: of all CPUs, or of the guest that works most, whose own queue has one server.
        bool IsSettled(double busiest)
        {
            var (time, count) = ((sim.Now - begin).TotalSeconds, Math.Max(1, responses.Count));
            var work = (host.Scheduler.BusyTime - busy).TotalSeconds / count;
            var cpus = probe.Host.Topology.Cpus;
            return time >= Relaxations * Math.Max(
                Relaxation(work / cpus, Math.Min(busiest, work * count / (time * cpus))),
                Relaxation(work, Math.Min(busiest, work * (services.Max(s => s.Completed) - served) / time)));
        }
    }

    private static double Relaxation(double service, double utilization) =>
        service / Math.Pow(1 - Math.Sqrt(utilization), 2);

    // A whole period; else as long as the first responses are expected to take.
    private TimeSpan FirstLength(double rate)
    {
        if (probe.Period is { } period)
            return period;
        var responses = Math.Min(First, probe.MostResponses);
        return responses < rate * probe.Longest.TotalSeconds ? Durations.OfSeconds(responses / rate) : probe.Longest;
    }

    private void Boot(int most, CancellationToken cancellation)
    {
        var (saved, walks) = (Bytes.Zero, 0L);
        while (BoundBy is null && Guests < most)
        {
            cancellation.ThrowIfCancellationRequested();
            if (starting == Starting)
                AwaitStart();
            else if (host.TryAdmit(probe.Platform, probe.Spec, out var guest, out var limit))
            {
                guest!.Stopped += () => lost++;
                starting++;
                sim.Process(Start(guest));
                (saved, walks) = (host.Merging?.Saved ?? Bytes.Zero, host.Merging?.Walks ?? 0);
            }
            else if (starting > 0)
                AwaitStart();
            else if (limit == Host.MemoryLimit && probe.Overcommit != Overcommit.Reserved
                && host.Merging is { Guests: > 0 } merging && (merging.Saved > saved || merging.Walks <= walks + 2))
            {
                (saved, walks) = merging.Saved > saved ? (merging.Saved, merging.Walks) : (saved, walks);
                sim.Run(TimeSpan.FromSeconds(1));
            }
            else
                BoundBy = limit;
            if (lost > 0)
                BoundBy = Host.MemoryLimit;
        }
        while (starting > 0)
            AwaitStart();
        if (lost > 0)
            BoundBy = Host.MemoryLimit;
    }

    private void AwaitStart()
    {
        started = new Event(sim);
        sim.Run(started);
    }

    private IEnumerable<Event> Start(Guest guest)
    {
        yield return guest.Start();
        // A guest that is ended for want of memory bounds the number; any other fault is a fault of the run.
        if (guest.EndedBy is not null)
            sim.ActiveProcess.HandleFault();
        starting--;
        if (!started.IsTriggered)
            started.Succeed();
    }
}
