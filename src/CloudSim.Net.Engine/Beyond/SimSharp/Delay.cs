#nullable enable
namespace CloudSim.Net.Engine;

/// <summary>The reusable delay for a build on the Sim# package, which has none: each use is a new timeout.</summary>
public sealed class Delay
{
    private readonly Simulation simulation;

    /// <summary>A delay to use in this simulation.</summary>
    /// <param name="sim">The simulation in which it happens.</param>
    public Delay(Simulation sim) => simulation = sim;

    /// <summary>Schedules it.</summary>
    /// <param name="delay">How long from now; not negative.</param>
    /// <param name="priority">Order among events of one time: smaller first.</param>
    /// <returns>An event to be yielded.</returns>
    public Event For(TimeSpan delay, int priority = 0) => simulation.Timeout(delay, priority);
}
