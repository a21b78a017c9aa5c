#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>
/// A timeout for one process to use again and again: <c>yield return delay.For(time)</c> allocates nothing. Each use must have been waited
/// for before the next; who wants to wait for several delays at once, or to keep one, takes <see cref="Simulation.Timeout(TimeSpan, int)"/>.
/// </summary>
public sealed class Delay : Event
{
    private bool inUse;

    /// <summary>A delay to use in this simulation.</summary>
    /// <param name="sim">The simulation in which it happens.</param>
    public Delay(Simulation sim)
        : base(sim)
    {
    }

    /// <summary>Schedules it.</summary>
    /// <param name="delay">How long from now; not negative.</param>
    /// <param name="priority">Order among events of one time: smaller first.</param>
    /// <returns>This delay, to be yielded.</returns>
    /// <exception cref="ArgumentException">The delay is negative.</exception>
    /// <exception cref="InvalidOperationException">Its last use has not happened yet.</exception>
    public Delay For(TimeSpan delay, int priority = 0)
    {
        if (inUse)
            throw new InvalidOperationException("The delay is in use: wait for it, or take a timeout.");
        Rewind();
        Environment.Schedule(delay, this, priority);
        inUse = true;
        return this;
    }

    /// <inheritdoc/>
    public override void Process()
    {
        inUse = false;
        base.Process();
    }
}
