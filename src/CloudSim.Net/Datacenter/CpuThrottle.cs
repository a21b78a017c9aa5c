using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// Stands a guest's virtual CPUs still: for good while it is paused, and for a share of the time while a move slows it: 10 ms of running,
/// then so long a sleep that the share is right (<c>CPU_THROTTLE_TIMESLICE_NS</c> in QEMU's cpu-throttle.c). What it runs too much is
/// kept as a debt, so the share is right also if it changes more often than that, and so is what it owes beside: time that the tracking of
/// its writes took. A debt that is left when the move is over is paid then. In a pause nothing is run and nothing is paid.
/// </summary>
/// <param name="simulation">The simulation.</param>
/// <param name="freeze">Stands the tasks still, or lets them run; told changes only.</param>
internal sealed class CpuThrottle(Simulation simulation, Action<bool> freeze)
{
    private static readonly TimeSpan Slice = 10.Milliseconds;

    private const double Rounding = 1e-3;

    private Alarm? turn;
    private DateTime seen = simulation.Now;
    private long stood; // steps of the clock
    private double share, debt; // time that it ran too much, in steps of the clock
    private bool isPaused, isAsleep;

    /// <summary>Whether it stands still now.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>How long it has stood still so far.</summary>
    public TimeSpan Stood => new(stood + (IsFrozen ? (simulation.Now - seen).Ticks : 0));

    /// <summary>Stands it still, or lets it run as far as it is not slowed.</summary>
    public void Pause(bool paused)
    {
        Settle();
        isPaused = paused;
        Follow();
    }

    /// <summary>A share of its time is taken away, in place of the share before.</summary>
    public void Throttle(double taken)
    {
        Check.Share(taken);
        Settle();
        share = taken;
        Follow();
    }

    /// <summary>So much of its time is lost.</summary>
    public void Owe(TimeSpan time)
    {
        Check.Time(time);
        Settle();
        debt += time.Ticks;
        Follow();
    }

    /// <summary>It is over: nothing is stood still any more, and nobody is told.</summary>
    public void End() => turn?.Cancel();

    // What it may owe before it sleeps: what a slice of running makes, and a step of the clock at least.
    private double Most => Math.Max(1, share * Slice.Ticks);

    // It may run 1 - share of the time: what it ran beyond that since the last time is owed, what it ran less is paid.
    private void Settle()
    {
        var time = (simulation.Now - seen).Ticks;
        seen = simulation.Now;
        stood += IsFrozen ? time : 0;
        if (!isPaused)
            debt += isAsleep ? (share - 1) * time : share * time;
    }

    private void Turn()
    {
        Settle();
        Follow();
    }

    private void Follow()
    {
        isAsleep = share == 1 || debt > (isAsleep ? 2 * Rounding : Most) - Rounding;
        turn?.Cancel();
        if (!isPaused && (isAsleep ? share < 1 : share > 0))
            (turn ??= new Alarm(simulation, Turn)).Set(Next());
        var frozen = isPaused || isAsleep;
        if (frozen == IsFrozen)
            return;
        IsFrozen = frozen;
        freeze(frozen);
    }

    private TimeSpan Next()
    {
        var ticks = isAsleep ? debt / (1 - share) : (Most - debt) / share;
        return new TimeSpan((long)Math.Clamp(Math.Ceiling(ticks), 1, long.MaxValue / 4));
    }
}
