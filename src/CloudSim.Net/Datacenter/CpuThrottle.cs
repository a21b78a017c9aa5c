using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// Stands a guest's virtual CPUs still: for good while it is paused, and for a share of the time while a move slows it: 10 ms of running,
/// then so long a sleep that the share is right (<c>CPU_THROTTLE_TIMESLICE_NS</c> in QEMU's cpu-throttle.c).
/// </summary>
/// <param name="simulation">The simulation.</param>
/// <param name="freeze">Stands the tasks still, or lets them run; told changes only.</param>
internal sealed class CpuThrottle(Simulation simulation, Action<bool> freeze)
{
    private static readonly TimeSpan Slice = 10.Milliseconds;

    private Alarm? turn;
    private double share;
    private bool isPaused, isAsleep;

    /// <summary>Whether it stands still now.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Stands it still, or lets it run as far as it is not slowed.</summary>
    public void Pause(bool paused)
    {
        isPaused = paused;
        Follow();
    }

    /// <summary>A share of its time is taken away, in place of the share before.</summary>
    public void Throttle(double taken)
    {
        share = Check.Share(taken);
        turn?.Cancel();
        isAsleep = share == 1;
        if (share is > 0 and < 1)
            (turn ??= new Alarm(simulation, Turn)).Set(Slice);
        Follow();
    }

    /// <summary>It is over: nothing is stood still any more, and nobody is told.</summary>
    public void End() => turn?.Cancel();

    private void Turn()
    {
        isAsleep = !isAsleep;
        turn!.Set(isAsleep ? Slice * (share / (1 - share)) : Slice);
        Follow();
    }

    private void Follow()
    {
        var frozen = isPaused || isAsleep;
        if (frozen == IsFrozen)
            return;
        IsFrozen = frozen;
        freeze(frozen);
    }
}
