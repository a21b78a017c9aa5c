using System.Threading;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// How many guests a host carries when they come one after the other while those before them run: each boots on the same
/// CPUs, then serves its load. It ends when the next one does not fit, or when too many responses of a window miss the goal.
/// </summary>
public sealed record DensityRamp
{
    private const double Tail = 0.01;

    /// <summary>The machine.</summary>
    public required HostModel Host { get; init => field = Check.NotNull(value); }

    /// <summary>How it is shared.</summary>
    public required Platform Platform { get; init => field = Check.NotNull(value); }

    /// <summary>What each guest is given.</summary>
    public required GuestSpec Spec { get; init => field = Check.NotNull(value); }

    /// <summary>What each guest runs.</summary>
    public required WebApplication Application { get; init => field = Check.NotNull(value); }

    /// <summary>Requests a second to each guest, positive.</summary>
    public required double Rate { get; init => field = Check.Positive(value); }

    /// <summary>Goal for the 99th percentile of the response time; in a window of fewer than 100 none may be later.</summary>
    public required TimeSpan Goal { get; init => field = Check.Length(value); }

    /// <summary>Its CPU scheduler; null for the platform's own, else CFS.</summary>
    public SchedulerKind? Scheduler { get; init; }

    /// <summary>What must be free before a guest is admitted.</summary>
    public Overcommit Overcommit { get; init; } = Overcommit.Touched;

    /// <summary>Whether equal pages of guests are merged.</summary>
    public bool Merge { get; init; }

    /// <summary>Costs of reclaim and pace of merging.</summary>
    public MemoryTunables Memory { get; init => field = Check.NotNull(value); } = new();

    /// <summary>By which part the number of guests grows in a second, and in a window, at the most.</summary>
    public double Growth { get; init => field = Check.Positive(value); } = 0.1;

    /// <summary>Responses that a window holds at the least before it is judged.</summary>
    public int WindowResponses { get; init => field = Check.Between(value, 1, int.MaxValue); } = 1_000;

    /// <summary>Runs it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RampOutcome Run(StreamScope streams, CancellationToken cancellation)
    {
        var sim = new Simulation();
        var host = Datacenter.Host.For(Platform, sim, Host, streams, Scheduler, Overcommit);
        host.ManageMemory(Memory, Merge);
        var responses = new ResponseTimes(Goal);
        var services = new List<RequestService>();
        var constant = RateCurve.Constant(Rate);
        var (windowBegin, carried, p99, share) = (sim.Now, 0, double.NaN, 0.0);
        var busy = host.Scheduler.BusyTime;
        string? boundBy = null;
        while (boundBy is null)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Admit(host, sim, out var guest, out var limit))
            {
                boundBy = limit;
                break;
            }
            sim.Process(Begin(guest!));
            sim.Run(Pause(host.Guests.Count));
            if (responses.Count >= WindowResponses)
                boundBy = Judge();
        }
        if (boundBy != DensityProbe.BoundByResponse)
        {
            // All that fit, at rest: do they keep the goal?
            sim.Run(Settle);
            Clear();
            sim.Run(Settle);
            if (Judge() is { } response)
                (boundBy, carried) = (response, Math.Min(carried, host.Guests.Count));
        }
        var guests = boundBy == DensityProbe.BoundByResponse ? carried : host.Guests.Count;
        var used = host.Memory.Used - Host.HostReserved;
        return new RampOutcome(guests, boundBy!, used.MiB / Math.Max(1, host.Guests.Count), p99, share, host.Merging?.Saved.MiB ?? 0);

        IEnumerable<Event> Begin(Guest guest)
        {
            yield return guest.Start();
            if (guest.State == GuestState.Running)
                services.Add(new RequestService(guest, Application, constant, responses.Add));
        }

        // What a window says; if it is good, its guests are carried.
        string? Judge()
        {
            var late = responses.Late + services.Sum(s => s.WaitingSince(sim.Now - Goal));
            var passed = late <= Tail * Math.Max(1, responses.Count);
            p99 = passed || carried == 0 ? responses.P99Ms : p99;
            if (passed)
            {
                carried = services.Count;
                share = (host.Scheduler.BusyTime - busy) / ((sim.Now - windowBegin) * Host.Topology.Cpus);
            }
            Clear();
            return passed ? null : DensityProbe.BoundByResponse;
        }

        void Clear()
        {
            responses.Clear();
            (windowBegin, busy) = (sim.Now, host.Scheduler.BusyTime);
        }
    }

    // Five a second until there are some; then no faster than the growth says, and than windows tell.
    private TimeSpan Pause(int guests) => Durations.OfSeconds(guests < 20 ? 0.2
        : Math.Max(1 / Math.Max(5, Growth * guests), WindowResponses / (Rate * guests) / (Growth * guests)));

    // Long enough for a window at the number of guests that fit.
    private TimeSpan Settle => Durations.OfSeconds(Math.Clamp(20 / Rate, 2, 60));

    // Where memory is out and pages are still being merged, waits for two walks that free none.
    private bool Admit(Host host, Simulation sim, out Guest? guest, out string? boundBy)
    {
        var (saved, walks) = (host.Merging?.Saved ?? default, host.Merging?.Walks ?? 0);
        while (!host.TryAdmit(Platform, Spec, out guest, out boundBy))
        {
            if (boundBy != "memory" || host.Merging is not { Guests: > 0 } merging || Overcommit == Overcommit.Reserved)
                return false;
            sim.Run(TimeSpan.FromSeconds(1));
            if (merging.Saved > saved)
                (saved, walks) = (merging.Saved, merging.Walks);
            else if (merging.Walks > walks + 2)
                return host.TryAdmit(Platform, Spec, out guest, out boundBy);
        }
        return true;
    }
}
