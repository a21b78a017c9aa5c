using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>
/// A guest that is nothing but memory which is written: enough to ask what a move of it takes, without a host beneath. It counts how long
/// it ran.
/// </summary>
/// <param name="simulation">The simulation.</param>
/// <param name="memory">Its memory.</param>
/// <param name="dirty">Which pages it writes.</param>
public sealed class WriterGuest(Simulation simulation, Bytes memory, DirtyCurve dirty) : IMovable
{
    private DateTime counted = Check.NotNull(simulation, nameof(simulation)).Now;
    private TimeSpan ran;

    /// <inheritdoc/>
    public Bytes Memory { get; } = Check.SomeMemory(memory, nameof(memory));

    /// <inheritdoc/>
    public Bytes Zero { get; init => field = new(Check.Between(value.Count, 0, Memory.Count)); }

    /// <inheritdoc/>
    public DirtyCurve Dirty { get; set => field = Check.NotNull(value); } = Check.NotNull(dirty, nameof(dirty));

    /// <inheritdoc/>
    public int VCpus { get; init => field = Check.Between(value, 1, int.MaxValue); } = 1;

    /// <summary>Whether it stands still.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>The share of time that is taken away from it.</summary>
    public double Throttled { get; private set; }

    /// <summary>Whether its writes are tracked.</summary>
    public bool IsTracked { get; private set; }

    /// <summary>How long it ran so far: time in which it stood still does not count, and throttled time only as far as it ran.</summary>
    public TimeSpan Ran
    {
        get
        {
            var now = simulation.Now;
            if (!IsPaused)
                ran += (now - counted) * (1 - Throttled);
            counted = now;
            return ran;
        }
    }

    /// <inheritdoc/>
    public void Pause()
    {
        _ = Ran;
        IsPaused = true;
    }

    /// <inheritdoc/>
    public void Resume()
    {
        _ = Ran;
        IsPaused = false;
    }

    /// <inheritdoc/>
    public void Throttle(double share)
    {
        _ = Ran;
        Throttled = Check.Share(share);
    }

    /// <inheritdoc/>
    public void Tracking(bool on) => IsTracked = on;
}
