using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>
/// Many launches on one host, by scripts that are themselves tasks of it: script, VMM, clients and virtual CPUs compete for the
/// same cores and kernel locks.
/// </summary>
public sealed record BootStorm
{
    /// <summary>The machine.</summary>
    public required HostModel Host { get; init => field = Check.NotNull(value); }

    /// <summary>What is launched.</summary>
    public required Platform Platform { get; init => field = Check.NotNull(value); }

    /// <summary>What each guest is given.</summary>
    public required GuestSpec Spec { get; init => field = Check.NotNull(value); }

    /// <summary>Who launches; by default <see cref="LaunchScript.For"/> the platform.</summary>
    public LaunchScript Script { get => field ?? LaunchScript.For(Host.Parameters, Platform); init; }

    /// <summary>How the tasks share the CPUs.</summary>
    public SchedulerKind? Scheduler { get; init; }

    /// <summary>Launches in all, those that warm the page cache not counted.</summary>
    public required int Launches { get; init => field = Check.Between(value, 1, int.MaxValue); }

    /// <summary>Guests that run, idle, before the first launch.</summary>
    public int AlreadyRunning { get; init => field = Check.Count(value); }

    /// <summary>Whether each guest ends as soon as it is ready, as in the published runs; otherwise it stays.</summary>
    public bool GuestsEnd { get; init; } = true;

    /// <summary>Keeps this many scripts running until all launches are made; alone, a script pauses after each launch.</summary>
    /// <param name="scripts">How many, positive.</param>
    /// <param name="streams">Random numbers.</param>
    /// <exception cref="InvalidOperationException">A guest does not fit, or the CPU cannot run the platform.</exception>
    public StormOutcome InFlight(int scripts, StreamScope streams)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scripts, 1);
        return Run(streams, (run, sim) =>
        {
            var (left, pause) = (Launches, Script.Pause);
            for (var i = 0; i < Math.Min(scripts, Launches); i++)
                sim.Process(Slot());

            IEnumerable<Event> Slot()
            {
                while (left-- > 0)
                {
                    yield return sim.Process(run.Launch());
                    if (scripts == 1)
                        yield return sim.Timeout(pause);
                }
            }
        });
    }

    /// <summary>Starts scripts at random instants with this mean rate, however many are still running.</summary>
    /// <param name="perSecond">Mean rate, positive.</param>
    /// <param name="streams">Random numbers.</param>
    /// <exception cref="InvalidOperationException">A guest does not fit, or the CPU cannot run the platform.</exception>
    public StormOutcome Arriving(double perSecond, StreamScope streams)
    {
        Check.Positive(perSecond, nameof(perSecond));
        return Run(streams, (run, sim) =>
        {
            sim.Process(Source());

            IEnumerable<Event> Source()
            {
                var gaps = run.Host.Streams["arrivals of launches"];
                for (var i = 0; i < Launches; i++)
                {
                    yield return sim.Timeout(Durations.OfSeconds(gaps.Exponential(1 / perSecond)));
                    sim.Process(run.Launch());
                }
            }
        });
    }

    private StormOutcome Run(StreamScope streams, Action<StormRun, Simulation> begin)
    {
        var sim = new Simulation();
        var run = new StormRun(this, Datacenter.Host.For(Platform, sim, Host, streams, Scheduler));
        // One boot before all, which reads the files from disk; then the guests that are there already.
        for (var i = 0; i <= AlreadyRunning; i++)
            sim.Run(run.Admit().Start());
        if (AlreadyRunning > 0 || GuestsEnd)
            run.Host.Guests[0].Stop();
        sim.Run(Script.Pause);
        var (from, busy) = (sim.Now, run.Host.Scheduler.BusyTime);
        begin(run, sim);
        sim.Run();
        var elapsed = run.Last - from;
        return new StormOutcome(run.Done, elapsed, (run.Host.Scheduler.BusyTime - busy) / (elapsed * Host.Topology.Cpus));
    }
}
