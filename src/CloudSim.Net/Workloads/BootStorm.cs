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

    /// <summary>
    /// Processes that start scripts and wait for their ends, each one script after the other, at most one for each that is in flight:
    /// <see cref="LaunchScript.Spawn"/> of theirs for each launch bounds the rate. <c>xargs -P</c> is one; left out, one for each.
    /// </summary>
    public int? Launchers { get; init => field = value is { } some ? Check.Between(some, 1, int.MaxValue) : null; }

    /// <summary>How the tasks share the CPUs.</summary>
    public SchedulerKind? Scheduler { get; init; }

    /// <summary>Launches that are measured.</summary>
    public required int Launches { get; init => field = Check.Between(value, 1, int.MaxValue); }

    /// <summary>Guests that run, idle, before the first launch.</summary>
    public int AlreadyRunning { get; init => field = Check.Count(value); }

    /// <summary>Whether each guest ends as soon as it is ready, as in the published runs; otherwise it stays.</summary>
    public bool GuestsEnd { get; init; } = true;

    /// <summary>
    /// Launches that end before one is measured. Where all start at once, their times settle within two rounds of all scripts; for ten
    /// rounds more they go on in step, by which the throughput of a window of ten rounds is off by up to 3 % (3 % after five).
    /// </summary>
    public int WarmUp { get; init => field = Check.Count(value); }

    /// <summary>Launches one guest after the other on the idle host, with a pause after each.</summary>
    /// <param name="streams">Random numbers.</param>
    /// <exception cref="InputException">A guest does not fit, or the CPU cannot run the platform.</exception>
    public StormOutcome Serial(StreamScope streams)
    {
        var outcome = Run(streams, (run, sim) =>
        {
            var (launcher, pause) = (run.Launcher(), Script.Pause);
            sim.Process(Loop());

            IEnumerable<Event> Loop()
            {
                while (true)
                {
                    yield return sim.Process(run.Launch(launcher));
                    yield return sim.Timeout(pause);
                }
            }
        });
        return outcome.BoundBy is { } cause
            ? throw new InputException(Platform.Name, null, $"does not fit on {Host.Name}: {cause}",
                "give the machine more memory, or the guest less") : outcome;
    }

    /// <summary>
    /// Keeps exactly this many scripts in flight, a closed loop: where one has ended, a launcher starts the next, after those that it was
    /// asked for before, until the last launch that is measured has ended. Then throughput times the mean of
    /// <see cref="Launch.WholeMs"/> is their number (Little 1961), if <see cref="Launches"/> are several rounds of all scripts: those that
    /// began at the same time go on in step, so that part of a round holds their begins or their ends alone.
    /// </summary>
    /// <param name="scripts">How many, positive.</param>
    /// <param name="streams">Random numbers.</param>
    /// <returns>What was measured; if so many do not fit, nothing but <see cref="StormOutcome.BoundBy"/>.</returns>
    /// <exception cref="InputException">The CPU cannot run the platform.</exception>
    public StormOutcome InFlight(int scripts, StreamScope streams)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scripts, 1);
        return Run(streams, (run, sim) =>
        {
            var launchers = Enumerable.Range(0, Math.Min(Launchers ?? scripts, scripts)).Select(_ => run.Launcher()).ToArray();
            for (var i = 0; i < scripts; i++)
                sim.Process(Loop(launchers[i % launchers.Length]));

            IEnumerable<Event> Loop(CpuTask launcher)
            {
                while (run.BoundBy is null)
                    foreach (var step in run.Launch(launcher))
                        yield return step;
            }
        });
    }

    /// <summary>Starts scripts at random instants with this mean rate, however many are still running.</summary>
    /// <param name="perSecond">Mean rate, positive.</param>
    /// <param name="streams">Random numbers.</param>
    /// <returns>What was measured; if a guest does not fit, nothing but <see cref="StormOutcome.BoundBy"/>.</returns>
    /// <exception cref="InputException">The CPU cannot run the platform.</exception>
    public StormOutcome Arriving(double perSecond, StreamScope streams)
    {
        Check.Positive(perSecond, nameof(perSecond));
        return Run(streams, (run, sim) =>
        {
            var launcher = run.Launcher();
            sim.Process(Source());

            IEnumerable<Event> Source()
            {
                var gaps = run.Host.Streams["arrivals of launches"];
                for (var i = 0; i < WarmUp + Launches && run.BoundBy is null; i++)
                {
                    yield return sim.Timeout(Durations.OfSeconds(gaps.Exponential(1 / perSecond)));
                    sim.Process(run.Launch(launcher));
                }
            }
        });
    }

    private StormOutcome Run(StreamScope streams, Action<StormRun, Simulation> begin)
    {
        var sim = new Simulation();
        var run = new StormRun(this, Datacenter.Host.For(Platform, sim, Host, streams, Scheduler), WarmUp);
        // One boot before all, which reads the files from disk; then the guests that are there already.
        for (var i = 0; i <= AlreadyRunning && run.Admit() is { } guest; i++)
            sim.Run(guest.Start());
        if (run.BoundBy is not null)
            return run.Finish();
        if (AlreadyRunning > 0 || GuestsEnd)
            run.Host.Guests[0].Stop();
        sim.Run(Script.Pause);
        begin(run, sim);
        return run.Finish();
    }
}
